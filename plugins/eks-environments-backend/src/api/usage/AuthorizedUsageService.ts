import {
  environmentReadPermission,
  type GetUsage,
  requestReadPermission,
  type Usage,
} from 'backstage-plugin-eks-environments-common';
import type { CallerResolver } from '../../access/callers';
import type { Call } from '../calls';
import type { EnvironmentAuthorizer } from '../authorization/EnvironmentAuthorizer';
import type { RequestAuthorizer } from '../authorization/RequestAuthorizer';
import type { UsageReader } from './UsageReader';

/** Counts and costs of what the caller may see. */
export class AuthorizedUsageService {
  readonly #usage: UsageReader;
  readonly #callers: CallerResolver;
  readonly #environments: EnvironmentAuthorizer;
  readonly #requests: RequestAuthorizer;

  constructor(
    usage: UsageReader,
    options: {
      callers: CallerResolver;
      environments: EnvironmentAuthorizer;
      requests: RequestAuthorizer;
    },
  ) {
    this.#usage = usage;
    this.#callers = options.callers;
    this.#environments = options.environments;
    this.#requests = options.requests;
  }

  async get(query: NonNullable<GetUsage['query']>, call: Call): Promise<Usage> {
    const environments = await this.#environments.permissionsOf(call);
    const requests = await this.#requests.permissionsOf(call);
    return this.#usage.read(query, {
      caller: await this.#callers.resolve(call.credentials),
      visibleEnvironments: environments.visibility(environmentReadPermission),
      visibleRequests: requests.visibility(requestReadPermission),
    });
  }
}
