import { InputError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import {
  type Finding,
  formatEntity,
  formatEntityName,
  type LeaseRules,
  isRefusal,
} from 'backstage-plugin-eks-environments-common';
import { completeValues } from 'backstage-plugin-safe-text-node';
import { type OwnerDirectory, OWNER_RULE, parseOwnerRef } from '../access';
import {
  type BlueprintDefinition,
  type BlueprintStore,
  type StoredBlueprint,
} from '../blueprints';
import type { ServiceConfig } from '../serviceConfig';
import { type EnvironmentRow, newId } from '../database';
import type { Person } from '../access/callers';
import { refusal } from './findings';
import { boundedRules, chooseLease } from './lease';
import { checkName, clusterNameOf } from './name';
import { checkReason } from './reason';
import type { ProvisionerRegistry } from '../provisioners';

/** The environment that a request asks for, before it is resolved. */
export interface WantedEnvironment {
  blueprint: string;
  /** Omitted: the newest one. */
  version?: number;
  name: string;
  owner: string;
  account?: string;
  region?: string;
  /** ISO 8601 duration. */
  lease?: string;
  reason?: string;
  values?: JsonObject;
  /** The failed environment that is revised: it keeps its id and its cluster name. */
  revised?: EnvironmentRow;
}

/** The fields of an input that describe an environment. */
export const ENVIRONMENT_FIELDS = [
  'blueprint',
  'version',
  'name',
  'owner',
  'account',
  'region',
  'lease',
  'values',
] as const satisfies (keyof WantedEnvironment)[];

/** A resolved input, as far as it could be resolved, with findings about the rest. */
export interface ResolvedRequest {
  findings: Finding[];
  blueprint: StoredBlueprint;
  environmentId: string;
  /** The failed environment that is revised. */
  revised?: EnvironmentRow;
  name: string;
  clusterName: string;
  requester: string;
  /** Entity reference; unchanged input if it is not one. */
  owner: string;
  ownerIsAllowed: boolean;
  principals: string[];
  /** Undefined if the blueprint and the configuration allow none. */
  account?: string;
  region?: string;
  lease: string;
  leaseRules: LeaseRules;
  reason?: string;
  /** With the blueprint's defaults. */
  values: JsonObject;
  valuesAreValid: boolean;
}

/** The code of the finding that makes a refusal a matter of permissions instead of input. */
export const OWNER_NOT_ALLOWED = 'owner-not-allowed';

/** Replaces a name that is still being typed, so that the rest of the plan can be shown. */
const UNNAMED = 'unnamed';

interface RequestResolverOptions {
  config: ServiceConfig;
  provisioners: ProvisionerRegistry;
  blueprints: BlueprintStore;
  owners: OwnerDirectory;
}

/**
 * Resolves input against blueprints, accounts, catalog and lease rules.
 *
 * @remarks
 *
 * Collects all problems instead of stopping at the first, so that people can correct a form at once.
 */
export class RequestResolver {
  readonly #options: RequestResolverOptions;

  constructor(options: RequestResolverOptions) {
    this.#options = options;
  }

  /**
   * @throws InputError when there is no such blueprint: without one there is nothing to resolve against
   */
  async resolve(
    input: WantedEnvironment,
    requester: Person,
  ): Promise<ResolvedRequest> {
    const { config, provisioners } = this.#options;
    const { revised } = input;
    const blueprint = await this.#findBlueprint(input);
    const leaseRules = boundedRules(
      blueprint.lease,
      config.leases.maximumTotal,
    );
    const { lease, findings: leaseFindings } = chooseLease(
      input.lease,
      leaseRules,
    );
    const completed = await completeValues(
      blueprint.parameters,
      input.values ?? {},
    );
    const rawRegion = blueprint.raw
      ? await provisioners
          .get(blueprint.provisioner)
          .regionOf?.(completed.values)
      : undefined;
    const place = this.#choosePlace(
      {
        account: input.account,
        region: input.region ?? rawRegion,
      },
      blueprint,
    );
    const ownership = await this.#chooseOwner(
      input.owner,
      requester,
      blueprint,
    );
    const nameFindings = checkName(input.name);
    const environmentId = revised?.id ?? newId();
    return {
      findings: [
        ...nameFindings,
        ...ownership.findings,
        ...place.findings,
        ...leaseFindings,
        ...checkReason(input.reason),
        ...completed.problems.map(({ field, message }) =>
          refusal('value', field, message),
        ),
      ],
      blueprint,
      environmentId,
      revised,
      name: input.name,
      clusterName:
        revised?.resource_ref ??
        clusterNameOf(
          nameFindings.length === 0 ? input.name : UNNAMED,
          environmentId,
        ),
      requester: requester.entityRef,
      owner: ownership.owner,
      ownerIsAllowed: !ownership.findings.some(isRefusal),
      principals: ownership.principals,
      account: place.account,
      region: place.region,
      lease,
      leaseRules,
      reason: input.reason,
      values: completed.values,
      valuesAreValid: completed.problems.length === 0,
    };
  }

  async #findBlueprint({
    blueprint: name,
    version,
  }: WantedEnvironment): Promise<StoredBlueprint> {
    const { blueprints } = this.#options;
    const definition =
      version === undefined
        ? await blueprints.findNewest(name)
        : await this.#findOnOffer(name, version);
    if (!definition) {
      throw unknownBlueprint(name, version);
    }
    return definition;
  }

  async #findOnOffer(name: string, version: number) {
    const { blueprints } = this.#options;
    return (await blueprints.isOnOffer(name, version))
      ? blueprints.find(name, version)
      : undefined;
  }

  #choosePlace(
    input: Pick<WantedEnvironment, 'account' | 'region'>,
    blueprint: BlueprintDefinition,
  ): { account?: string; region?: string; findings: Finding[] } {
    const accounts = this.#options.config.accounts.filter(({ id }) =>
      blueprint.accounts.includes(id),
    );
    const account = accounts.find(
      ({ id }) => id === (input.account ?? accounts[0]?.id),
    );
    if (!account) {
      const names = accounts.map(({ id }) => id).join(', ');
      return {
        findings: [
          refusal(
            'account',
            'account',
            names === ''
              ? `account: none of the accounts of this blueprint (${blueprint.accounts.join(
                  ', ',
                )}) is configured in this portal`
              : `account must be one of ${names}`,
          ),
        ],
      };
    }
    const regions = blueprint.regions.filter(region =>
      account.regions.includes(region),
    );
    const region = regions.find(
      candidate => candidate === (input.region ?? regions[0]),
    );
    return {
      account: account.id,
      region,
      findings: region
        ? []
        : [
            refusal(
              'region',
              'region',
              regions.length === 0
                ? `region: the blueprint and the account ${account.id} have no region in common`
                : `region must be one of ${regions.join(', ')}`,
            ),
          ],
    };
  }

  async #chooseOwner(
    text: string,
    requester: Person,
    blueprint: Pick<BlueprintDefinition, 'provisioner'>,
  ): Promise<{ owner: string; principals: string[]; findings: Finding[] }> {
    const owner = parseOwnerRef(text);
    if (owner === undefined) {
      return {
        owner: text,
        principals: [],
        findings: [refusal('owner', 'owner', `owner ${OWNER_RULE}`)],
      };
    }
    const found = await this.#options.owners.find(owner);
    if (!found) {
      return {
        owner,
        principals: [],
        findings: [
          refusal(
            'owner',
            'owner',
            `owner: the catalog has no ${formatEntity(owner)}`,
          ),
        ],
      };
    }
    if (!requester.claims.includes(owner)) {
      return {
        owner,
        principals: [],
        findings: [
          refusal(
            OWNER_NOT_ALLOWED,
            'owner',
            `owner: you are not a member of ${formatEntityName(
              owner,
            )}; choose yourself or one of your groups`,
            { owner: formatEntityName(owner) },
          ),
        ],
      };
    }
    return {
      owner,
      principals: found.principals,
      findings:
        this.#options.provisioners
          .get(blueprint.provisioner)
          .checkPrincipals?.({ owner, principals: found.principals }) ?? [],
    };
  }
}

/** The error for a blueprint that does not exist, and for one that the caller may not use. */
export function unknownBlueprint(name: string, version?: number): InputError {
  const shown = version === undefined ? name : `${name}@${version}`;
  return new InputError(
    `blueprint: there is no blueprint "${shown}" on offer for you`,
  );
}
