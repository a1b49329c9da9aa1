import { NotAllowedError } from '@backstage/errors';
import {
  environmentReadPermission,
  type ListQuotas200Response,
  type QuotaLimitInput,
  quotaReadPermission,
  quotaUpdatePermission,
  type QuotaUsage,
} from 'backstage-plugin-eks-environments-common';
import type { AccessResolver } from '../../permissions';
import type { Call } from '../calls';
import type { EnvironmentAuthorizer } from '../authorization/EnvironmentAuthorizer';
import type { QuotaCall, QuotaQuery, QuotaService } from './QuotaService';

/** Authorizes calls about quotas. Everybody sees the quotas of their own scopes. */
export class AuthorizedQuotaService {
  readonly #service: QuotaService;
  readonly #access: AccessResolver;
  readonly #environments: EnvironmentAuthorizer;

  constructor(
    service: QuotaService,
    options: { access: AccessResolver; environments: EnvironmentAuthorizer },
  ) {
    this.#service = service;
    this.#access = options.access;
    this.#environments = options.environments;
  }

  async list(query: QuotaQuery, call: Call): Promise<ListQuotas200Response> {
    const [mayReadAll, mayUpdate] = await this.#access.allowsEach(
      call.credentials,
      [quotaReadPermission, quotaUpdatePermission],
    );
    return this.#service.list(
      query,
      await this.#quotaCall(call, {
        scopes: mayReadAll ? 'all' : 'own',
        editable: mayUpdate,
      }),
    );
  }

  async setLimit(input: QuotaLimitInput, call: Call): Promise<QuotaUsage> {
    if (!(await this.#access.allows(call.credentials, quotaUpdatePermission))) {
      throw new NotAllowedError('You may not change quota limits');
    }
    // A caller who may change a limit sees the result, whatever its scope.
    return this.#service.setLimit(
      input,
      await this.#quotaCall(call, { scopes: 'all', editable: true }),
    );
  }

  async #quotaCall(
    call: Call,
    view: Pick<QuotaCall, 'scopes' | 'editable'>,
  ): Promise<QuotaCall> {
    const permissions = await this.#environments.permissionsOf(call);
    return {
      ...call,
      ...view,
      visible: permissions.visibility(environmentReadPermission),
    };
  }
}
