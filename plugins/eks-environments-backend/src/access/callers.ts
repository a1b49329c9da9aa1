import type {
  AuthService,
  BackstageCredentials,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import type { OwnershipResolver } from 'backstage-plugin-eks-environments-node';

/** Who calls. */
export type Caller = Person | ServiceCaller;

/** A signed-in person. */
export interface Person {
  kind: 'person';
  /** Entity reference in lower case. */
  entityRef: string;
  /** The person, their groups and all parent groups: what one of these owns counts as the person's own. */
  claims: string[];
}

/** Another plugin, or a program with a token of its own. */
export interface ServiceCaller {
  kind: 'service';
  subject: string;
}

interface CallerResolverOptions {
  auth: AuthService;
  userInfo: UserInfoService;
  ownership: OwnershipResolver;
}

/** Finds out who calls. */
export class CallerResolver {
  readonly #options: CallerResolverOptions;

  constructor(options: CallerResolverOptions) {
    this.#options = options;
  }

  /** @throws NotAllowedError for credentials without a principal */
  async resolve(credentials: BackstageCredentials): Promise<Caller> {
    const { auth, userInfo, ownership } = this.#options;
    if (auth.isPrincipal(credentials, 'user')) {
      const claims = await ownership.resolve(
        await userInfo.getUserInfo(credentials),
      );
      return {
        kind: 'person',
        entityRef: credentials.principal.userEntityRef.toLocaleLowerCase('en'),
        claims,
      };
    }
    if (auth.isPrincipal(credentials, 'service')) {
      return { kind: 'service', subject: credentials.principal.subject };
    }
    throw new NotAllowedError('Sign in first');
  }

  /** @throws NotAllowedError when the caller is not a person; `doing` completes its message */
  async resolvePerson(
    credentials: BackstageCredentials,
    doing: string,
  ): Promise<Person> {
    const caller = await this.resolve(credentials);
    if (caller.kind !== 'person') {
      throw new NotAllowedError(`Only a signed-in person can ${doing}`);
    }
    return caller;
  }
}

/** The name of a caller in idempotency keys and events. */
export function callerName(caller: Caller): string {
  return caller.kind === 'person' ? caller.entityRef : caller.subject;
}
