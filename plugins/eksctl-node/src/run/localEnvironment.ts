import { join } from 'node:path';

/**
 * What eksctl inherits from the process that runs it: where AWS is, and how to get there. Credentials come from an endpoint of their own.
 *
 * PATH is for an eksctl that is a script, and for the helpers that eksctl itself starts.
 */
const INHERITED =
  /^(PATH|AWS_ENDPOINT_URL(_\w+)?|AWS_CA_BUNDLE|SSL_CERT_(FILE|DIR)|(HTTPS?|NO)_PROXY|(https?|no)_proxy)$/;

/** The environment of a local eksctl, built from nothing but what it needs. */
export function localEnvironment(options: {
  directory: string;
  region: string;
  inherited: NodeJS.ProcessEnv;
  credentials: Readonly<Record<string, string>>;
}): Record<string, string> {
  const { directory, region, inherited, credentials } = options;
  return {
    PATH: '/usr/local/bin:/usr/bin:/bin',
    HOME: join(directory, 'home'),
    KUBECONFIG: join(directory, 'kubeconfig'),
    // eksctl writes local times; the parser takes them for UTC
    TZ: 'UTC',
    LANG: 'C.UTF-8',
    // the machine's own role must not stand in for the target account's
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_REGION: region,
    ...Object.fromEntries(
      Object.entries(inherited).flatMap(([name, value]) =>
        INHERITED.test(name) && value !== undefined ? [[name, value]] : [],
      ),
    ),
    ...credentials,
  };
}
