import { NotFoundError } from '@backstage/errors';
import {
  formatEntityName,
  type ListQuotas,
  type ListQuotas200Response,
  type QuotaLimitInput,
  type QuotaUsage,
} from 'backstage-plugin-eks-environments-common';
import type { EnvironmentFilter } from 'backstage-plugin-eks-environments-node';
import {
  type Caller,
  type CallerResolver,
  callerName,
} from '../../access/callers';
import type { Visibility } from '../../permissions';
import {
  EVERYONE,
  type LimitSetter,
  type QuotaReader,
  toScope,
} from '../../quotas';
import type { Call } from '../calls';

/** Which quotas are listed. */
export type QuotaQuery = NonNullable<ListQuotas['query']>;

/** A call about quotas, with what the caller may see of them. */
export interface QuotaCall extends Call {
  /** All scopes, or only the caller's own and everyone's. */
  scopes: 'all' | 'own';
  /** Whether the caller may change limits. */
  editable: boolean;
  /** Which users of a quota the caller may know by name. */
  visible: Visibility<EnvironmentFilter>;
}

/** Quotas and their limits. */
export class QuotaService {
  readonly #callers: CallerResolver;
  readonly #quotas: QuotaReader;
  readonly #limits: LimitSetter;

  constructor(options: {
    callers: CallerResolver;
    quotas: QuotaReader;
    limits: LimitSetter;
  }) {
    this.#callers = options.callers;
    this.#quotas = options.quotas;
    this.#limits = options.limits;
  }

  async list(
    { scope, ...page }: QuotaQuery,
    { credentials, scopes, editable, visible }: QuotaCall,
  ): Promise<ListQuotas200Response> {
    const wanted = scope === undefined ? undefined : [toScope(scope)];
    const shown =
      scopes === 'all'
        ? wanted
        : amongOwn(wanted, await this.#callers.resolve(credentials));
    return this.#quotas.list(shown && [...new Set(shown)], page, {
      editable,
      visible,
    });
  }

  /** Sets a limit and returns the resulting quota. */
  async setLimit(input: QuotaLimitInput, call: QuotaCall): Promise<QuotaUsage> {
    const caller = await this.#callers.resolve(call.credentials);
    await this.#limits.set(input, callerName(caller));
    const { items } = await this.list({ scope: input.scope }, call);
    const changed = items.find(
      ({ dimension }) => dimension === input.dimension,
    );
    if (!changed) {
      throw new NotFoundError(
        `There is no quota of ${formatEntityName(input.scope)}`,
      );
    }
    return changed;
  }
}

function amongOwn(wanted: string[] | undefined, caller: Caller): string[] {
  const own = caller.kind === 'person' ? [EVERYONE, ...caller.claims] : [];
  return (wanted ?? own).filter(name => own.includes(name));
}
