import {
  coreServices,
  createBackendModule,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import {
  authProvidersExtensionPoint,
  createProxyAuthenticator,
  createProxyAuthProviderFactory,
} from '@backstage/plugin-auth-node';
import { AuthenticationError, InputError } from '@backstage/errors';

/** The header in which the sign-in page names the person that was chosen. */
const PERSON_HEADER = 'x-laptop-person';

/** @param hosts - the host names by which the backend is reached */
const laptopAuthenticator = (hosts: Set<string>) =>
  createProxyAuthenticator({
    defaultProfileTransform: async () => ({ profile: {} }),
    initialize({ config }) {
      return new Set(
        config
          .getConfigArray('people')
          .map(person => person.getString('entityRef')),
      );
    },
    async authenticate({ req }, people: Set<string>) {
      const host = hostNameOf(req.headers.host);
      if (host === undefined || !hosts.has(host)) {
        throw new AuthenticationError(
          `The header Host must name one of ${[...hosts].join(', ')}`,
        );
      }
      const entityRef = req.header(PERSON_HEADER);
      if (!entityRef || !people.has(entityRef)) {
        throw new AuthenticationError(
          `The header ${PERSON_HEADER} must name one of ${[...people].join(
            ', ',
          )}`,
        );
      }
      return { result: { entityRef } };
    },
  });

/**
 * Signs in as one of the people that `auth.providers.laptop.people` lists, without a password.
 *
 * Whoever reaches the backend can be anybody in that list, so a portal that calls itself production refuses to start with it. The header needs a
 * CORS preflight, which keeps other web pages that the same browser has open from signing in. The host is checked, which keeps out a page
 * whose own name was made to point at this machine (DNS rebinding).
 */
export default createBackendModule({
  pluginId: 'auth',
  moduleId: 'laptop-provider',
  register({ registerInit }) {
    registerInit({
      deps: {
        config: coreServices.rootConfig,
        providers: authProvidersExtensionPoint,
      },
      async init({ config, providers }) {
        if (!config.has('auth.providers.laptop')) {
          return;
        }
        assertNotProduction(config);
        providers.registerProvider({
          providerId: 'laptop',
          factory: createProxyAuthProviderFactory({
            authenticator: laptopAuthenticator(hostsOf(config)),
            signInResolver: ({ result }, context) =>
              context.signInWithCatalogUser({ entityRef: result.entityRef }),
          }),
        });
      },
    });
  },
});

/** The names of this machine, and those that the configuration gives the portal. */
function hostsOf(config: RootConfigService): Set<string> {
  const configured = ['backend.baseUrl', 'app.baseUrl'].flatMap(key => {
    const url = config.getOptionalString(key);
    return url === undefined ? [] : [new URL(url).hostname];
  });
  return new Set(['localhost', '127.0.0.1', '[::1]', ...configured]);
}

/** The name in a Host header, without its port. */
function hostNameOf(header: string | undefined): string | undefined {
  const url = `http://${header}`;
  return header !== undefined && URL.canParse(url)
    ? new URL(url).hostname
    : undefined;
}

function assertNotProduction(config: RootConfigService) {
  if (
    process.env.NODE_ENV === 'production' ||
    config.getOptionalString('auth.environment') === 'production'
  ) {
    throw new InputError(
      'auth.providers.laptop lets everyone in without a password and is not for production: ' +
        'set it to null and configure a real provider, or unset NODE_ENV=production and auth.environment',
    );
  }
}
