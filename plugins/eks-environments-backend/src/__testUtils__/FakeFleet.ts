import type { MetadataBearer, MiddlewareStack } from '@aws-sdk/types';
import { createAwsClients } from 'backstage-plugin-eksctl-node';
import type { AccountAccess, AccountDirectory } from './eksctlModule';

interface FakeCluster {
  name: string;
  status?: string;
  tags: Record<string, string>;
  endpoint?: string;
  certificateAuthority?: { data: string };
  nodeGroups?: FakeNodeGroup[];
}

interface FakeNodeGroup {
  nodegroupName: string;
  scalingConfig: { minSize: number; desiredSize: number; maxSize: number };
  instanceTypes: string[];
}

interface FakeStack {
  name: string;
  status?: string;
  tags: Record<string, string>;
}

type Input = Record<string, string | undefined>;

/**
 * One region of an AWS account behind the SDK's own clients and paginators. Every page contains one item, so that all lists have many
 * pages.
 */
export class FakeFleet implements AccountDirectory {
  clusters: FakeCluster[] = [];
  stacks: FakeStack[] = [];
  accountNumber = '111111111111';
  /** Called before each answer. An error that it throws is the answer. */
  onCall: (command: string, input: Input) => void | Promise<void> = () => {};
  readonly #access: AccountAccess;

  constructor() {
    const credentials = async () => ({
      accessKeyId: 'key',
      secretAccessKey: 'secret',
    });
    const clients = createAwsClients({
      region: 'eu-west-1',
      credentials,
      maxAttempts: 1,
    });
    for (const client of Object.values(clients)) {
      const stack: MiddlewareStack<object, MetadataBearer> =
        client.middlewareStack;
      stack.add(
        (_next, { commandName = '' }) =>
          async ({ input: given }) => {
            const input: Input = { ...given };
            const command = commandName.replace(/Command$/, '');
            await this.onCall(command, input);
            return {
              output: { $metadata: {}, ...this.#answer(command, input) },
              response: {},
            };
          },
        { step: 'initialize', priority: 'low' },
      );
    }
    this.#access = {
      account: 'sandbox',
      accountNumber: '111111111111',
      region: 'eu-west-1',
      credentials,
      clients,
      kubernetes: (_endpoint, call) => call(),
    };
  }

  async access(): Promise<AccountAccess> {
    return this.#access;
  }

  #answer(command: string, input: Input): object {
    switch (command) {
      case 'GetCallerIdentity':
        return { Account: this.accountNumber };
      case 'ListClusters': {
        const { items, nextToken } = page(this.clusters, input.nextToken);
        return { clusters: items.map(({ name }) => name), nextToken };
      }
      case 'DescribeCluster': {
        const cluster = this.#cluster(input.name);
        return {
          cluster: { arn: `arn:${input.name}`, status: 'ACTIVE', ...cluster },
        };
      }
      case 'ListNodegroups': {
        const { nodeGroups = [] } = this.#cluster(input.clusterName);
        const { items, nextToken } = page(nodeGroups, input.nextToken);
        return {
          nodegroups: items.map(({ nodegroupName }) => nodegroupName),
          nextToken,
        };
      }
      case 'DescribeNodegroup':
        return {
          nodegroup: this.#cluster(input.clusterName).nodeGroups?.find(
            ({ nodegroupName }) => nodegroupName === input.nodegroupName,
          ),
        };
      case 'DescribeStacks': {
        const { items, nextToken } = page(this.stacks, input.NextToken);
        return {
          Stacks: items.map(({ name, status = 'CREATE_COMPLETE', tags }) => ({
            StackName: name,
            StackStatus: status,
            Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
          })),
          NextToken: nextToken,
        };
      }
      case 'ListAddons':
      case 'ListFargateProfiles':
        return {};
      default:
        throw new Error(`Nobody expected ${command}`);
    }
  }

  #cluster(name: string | undefined): FakeCluster {
    const found = this.clusters.find(cluster => cluster.name === name);
    if (!found) {
      throw Object.assign(new Error(`No cluster found for name: ${name}.`), {
        name: 'ResourceNotFoundException',
      });
    }
    return found;
  }
}

function page<T>(
  all: T[],
  token: string | undefined,
): { items: T[]; nextToken?: string } {
  const start = Number(token ?? 0);
  return {
    items: all.slice(start, start + 1),
    nextToken: start + 1 < all.length ? String(start + 1) : undefined,
  };
}
