import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  type AccountConfig,
  readAccounts,
  readDuration,
  readLimit,
} from 'backstage-plugin-eks-environments-node';
import { Duration } from 'luxon';
import type { QuotaDimensionRegistry } from '../quotas/QuotaDimensionRegistry';
import type { ConfigSections } from '../config/ConfigSections';
import type { BlueprintLocation } from '../config/BlueprintLocation';
import { readAttempts, readCount } from '../config/counts';
import { type EngineLimits, readEngineLimits } from '../config/engineLimits';
import type { QuotaConfig } from '../quotas/QuotaConfig';
import { readQuotas } from '../quotas/readQuotas';
import { refuseUnknownKeys } from '../config/refuseUnknownKeys';
import { normalizeEntityRef } from '../util/entityRef';

/** The size at which the cost of a cluster counts for approval rules and quotas. */
export type CountedSize = 'largest' | 'desired';

/** The configuration of the service under `eksEnvironments`. The engine reads its own part. */
export interface ServiceConfig {
  blueprints: {
    locations: BlueprintLocation[];
    refresh: Duration;
    rawAllowed: boolean;
  };
  accounts: AccountConfig[];
  /** The principals that get access, by entity reference of the owner. Their format depends on the provisioner. */
  access: Map<string, string[]>;
  quotas: QuotaConfig;
  approvals: {
    expiresAfter: Duration;
    /** Who decides requests if a blueprint names no approvers. */
    platformEngineers: string[];
  };
  leases: { maximumTotal?: Duration };
  /** How many times users may retry a failed creation with the same values. */
  maximumRetries: number;
  /** The maximum number of attempts of an operation. */
  attempts: number;
  limits: EngineLimits;
  /** The size at which the cost counts for approval rules and quotas. */
  countAt: CountedSize;
  /** How many logs may be followed at once, by one person and in one replica. */
  logStreams: { perPerson: number; total: number };
}

/** @throws InputError naming the key that is wrong, so that the backend does not start with a part of the configuration */
export function readServiceConfig(
  config: Config,
  {
    dimensions,
    sections,
  }: { dimensions: QuotaDimensionRegistry; sections: ConfigSections },
): ServiceConfig {
  refuseUnknownKeys(config, sections.all);
  return {
    blueprints: {
      locations: readLocations(config),
      refresh: readDuration(
        config,
        'eksEnvironments.blueprintRefresh',
        Duration.fromObject({ minutes: 1 }),
      ),
      rawAllowed:
        config.getOptionalBoolean('eksEnvironments.rawBlueprints') ?? false,
    },
    accounts: readAccounts(config),
    access: readAccess(config),
    quotas: readQuotas(config, dimensions),
    approvals: {
      expiresAfter:
        readLimit(config, 'eksEnvironments.approvals.expiresAfter') ??
        Duration.fromObject({ days: 7 }),
      platformEngineers: readPlatformEngineers(config),
    },
    leases: {
      maximumTotal: readLimit(config, 'eksEnvironments.leases.maximumTotal'),
    },
    attempts: readAttempts(config),
    maximumRetries: readMaximumRetries(config),
    limits: readEngineLimits(config),
    countAt: readCountAt(config),
    logStreams: {
      perPerson: readCount(config, 'eksEnvironments.logStreams.perPerson', 20),
      total: readCount(config, 'eksEnvironments.logStreams.total', 500),
    },
  };
}

function readMaximumRetries(config: Config): number {
  const key = 'eksEnvironments.engine.retries';
  const count = config.getOptionalNumber(key) ?? 3;
  if (!Number.isInteger(count) || count < 0) {
    throw new InputError(
      `${key} must be a whole number from 0 on, not ${count}`,
    );
  }
  return count;
}

function readLocations(config: Config): BlueprintLocation[] {
  const locations =
    config.getOptionalConfigArray('eksEnvironments.blueprints') ?? [];
  return locations.map((location, index) => {
    const type = location.getString('type');
    if (type !== 'file' && type !== 'url') {
      throw new InputError(
        `eksEnvironments.blueprints[${index}].type must be file or url, not "${type}"`,
      );
    }
    return { type, target: location.getString('target') };
  });
}

/** The permission module reads them, too. They may be absent with another policy. */
function readPlatformEngineers(config: Config): string[] {
  const key = 'eksEnvironments.permissions.platformEngineers';
  return (config.getOptionalStringArray(key) ?? []).map(text =>
    normalizeEntityRef(text),
  );
}

function readAccess(config: Config): Map<string, string[]> {
  const entries = config.getOptionalConfigArray('eksEnvironments.access') ?? [];
  const access = new Map<string, string[]>();
  for (const entry of entries) {
    const owner = normalizeEntityRef(entry.getString('owner'));
    access.set(owner, [
      ...(access.get(owner) ?? []),
      ...entry.getStringArray('principals'),
    ]);
  }
  return access;
}

function readCountAt(config: Config): CountedSize {
  const key = 'eksEnvironments.pricing.countAt';
  const size = config.getOptionalString(key) ?? 'largest';
  if (size !== 'largest' && size !== 'desired') {
    throw new InputError(`${key} must be largest or desired, not "${size}"`);
  }
  return size;
}
