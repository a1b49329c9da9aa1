import { Answer, Aws } from './aws/Aws';
import { Credentials } from './aws/Credentials';
import { AwsApiError } from './aws/errors';
import { failure } from './Exit';

/** The initial state of a command: an authenticated AWS client, and the versions that EKS offers. */
export interface Session {
  aws: Aws;
  accountId: string;
  callerArn: string;
  versions: string[];
}

async function speedOf(endpoint: string): Promise<number> {
  try {
    const response = await fetch(`${endpoint}/_simulator/clock`);
    const { speed } = (await response.json()) as { speed: number };
    return speed;
  } catch {
    return 1;
  }
}

/** A client for the endpoint in the environment. */
export async function connect(
  region: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Aws> {
  const endpoint = env.AWS_ENDPOINT_URL?.replace(/\/$/, '');
  if (!endpoint) {
    throw failure(
      'AWS_ENDPOINT_URL is not set: this eksctl works with the simulated AWS only',
    );
  }
  return new Aws(
    endpoint,
    region,
    new Credentials(env),
    await speedOf(endpoint),
  );
}

/** The first call of every command. */
export async function checkIdentity(
  aws: Aws,
): Promise<{ accountId: string; callerArn: string }> {
  try {
    const answer = await aws.query('sts', 'GetCallerIdentity', {}, false);
    return { accountId: String(answer.Account), callerArn: String(answer.Arn) };
  } catch (error) {
    throw failure(
      `checking AWS STS access – cannot get role ARN for current session: ${
        (error as Error).message
      }`,
    );
  }
}

export async function readVersions(aws: Aws): Promise<string[]> {
  const answer = await aws.eks(
    'DescribeClusterVersions',
    'GET',
    '/cluster-versions',
  );
  const versions = answer.clusterVersions as Array<{ clusterVersion: string }>;
  return versions.map(item => item.clusterVersion).sort();
}

/** The identity of the caller, and what EKS offers. */
export async function openSession(region: string): Promise<Session> {
  const aws = await connect(region);
  const identity = await checkIdentity(aws);
  return { aws, ...identity, versions: await readVersions(aws) };
}

export async function describeCluster(aws: Aws, name: string): Promise<Answer> {
  const answer = await aws.eks(
    'DescribeCluster',
    'GET',
    `/clusters/${encodeURIComponent(name)}`,
  );
  return answer.cluster as Answer;
}

/** The same for a command that requires an existing cluster. */
export async function requireCluster(aws: Aws, name: string): Promise<Answer> {
  try {
    return await describeCluster(aws, name);
  } catch (error) {
    throw error instanceof AwsApiError
      ? failure(
          `unable to describe cluster control plane: ${error.message}.`.replace(
            /\.\.$/,
            '.',
          ),
        )
      : error;
  }
}
