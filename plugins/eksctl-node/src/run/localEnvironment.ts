import { join } from 'node:path';

/**
 * The variables that eksctl inherits: AWS endpoints and network access. Credentials come from a separate endpoint.
 *
 * PATH is needed if eksctl is a script, and for the helper programs that eksctl starts.
 */
const INHERITED =
  /^(PATH|AWS_ENDPOINT_URL(_\w+)?|AWS_CA_BUNDLE|SSL_CERT_(FILE|DIR)|(HTTPS?|NO)_PROXY|(https?|no)_proxy)$/;

/** The minimal environment of a local eksctl. */
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
    // eksctl prints local times; the parser expects UTC
    TZ: 'UTC',
    LANG: 'C.UTF-8',
    // the machine's own role must never be used for the target account
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
