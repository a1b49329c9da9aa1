import {
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStackEventsOutput,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  paginateListImports,
  paginateListStacks,
  Stack,
  StackEvent,
  StackStatus,
  UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation';
import { rootCauseOfEvents } from '../failures/rootCause';
import { StackEventSummary } from '../failures/types';
import { AwsClients } from './AwsClients';
import { clusterStackName, roleOf, stackPrefix } from './stackNames';
import { ClusterStack, StackResourceSummary } from './types';

/** eksctl sets it on every stack. Needed because the stack names of `demo` and of `demo-cluster` have the same prefix. */
const CLUSTER_NAME_TAG = 'alpha.eksctl.io/cluster-name';

const EXISTING = Object.values(StackStatus).filter(
  status => status !== StackStatus.DELETE_COMPLETE,
);

/** Pages of a hundred events; a stack of eksctl has a few dozen resources with a few events each. */
const EVENT_PAGES = 20;

/** The statuses that start an action on a stack. A rollback belongs to the action that it reverts. */
const BEGINNINGS = [
  'CREATE_IN_PROGRESS',
  'UPDATE_IN_PROGRESS',
  'DELETE_IN_PROGRESS',
];

/**
 * Reads and deletes the CloudFormation stacks of a cluster: the source of truth, whatever happened to the eksctl that created them.
 *
 * @public
 */
export class EksStacks {
  constructor(private readonly clients: Pick<AwsClients, 'cloudFormation'>) {}

  /** All stacks of a cluster that are not deleted, with their resources. */
  async describeClusterStacks(clusterName: string): Promise<ClusterStack[]> {
    const stacks: ClusterStack[] = [];
    for (const id of await this.listStackIds(stackPrefix(clusterName))) {
      const stack = await this.describe(id);
      if (stack && isOfCluster(stack, clusterName)) {
        stacks.push({
          name: stack.StackName ?? '',
          id,
          role: roleOf(stack.StackName ?? '', clusterName),
          status: stack.StackStatus ?? '',
          statusReason: stack.StackStatusReason,
          tags: tagsOf(stack),
          terminationProtection: stack.EnableTerminationProtection === true,
          createdAt: stack.CreationTime?.toISOString(),
          resources: await this.resourcesOf(id),
        });
      }
    }
    return stacks;
  }

  /** CloudFormation's status of a stack; `undefined` if it does not exist. */
  async stackStatus(nameOrId: string): Promise<string | undefined> {
    return (await this.describe(nameOrId))?.StackStatus;
  }

  /** The latest events of a stack, newest first. Empty if it does not exist. */
  async stackEvents(nameOrId: string): Promise<StackEventSummary[]> {
    const answer = await unlessMissing(
      this.clients.cloudFormation.send(
        new DescribeStackEventsCommand({ StackName: nameOrId }),
      ),
    );
    return (answer?.StackEvents ?? []).map(toSummary);
  }

  /**
   * The events of the latest action on a stack (create, update or delete), newest first. Empty if the stack does not exist.
   *
   * Failures of earlier actions are irrelevant: a stack whose creation failed can be deleted, and the reason of a failed deletion is
   * independent of it.
   */
  async eventsOfLastAction(nameOrId: string): Promise<StackEventSummary[]> {
    const events: StackEventSummary[] = [];
    let NextToken: string | undefined;
    for (let page = 0; page < EVENT_PAGES; page++) {
      const answer: DescribeStackEventsOutput | undefined = await unlessMissing(
        this.clients.cloudFormation.send(
          new DescribeStackEventsCommand({ StackName: nameOrId, NextToken }),
        ),
      );
      for (const event of answer?.StackEvents ?? []) {
        events.push(toSummary(event));
        if (isBeginning(event)) {
          return events;
        }
      }
      NextToken = answer?.NextToken;
      if (!NextToken) {
        break;
      }
    }
    return events;
  }

  /** Why the latest action on a stack failed: the reason of its first failure. */
  async rootCauseOf(nameOrId: string): Promise<string | undefined> {
    return rootCauseOfEvents(await this.eventsOfLastAction(nameOrId));
  }

  /**
   * Starts the deletion of a stack in any state. Returns when CloudFormation has accepted it; does nothing if the stack does not exist.
   *
   * eksctl enables termination protection on every stack, and does not delete one whose deletion failed before.
   */
  async deleteStack(nameOrId: string): Promise<void> {
    const status = await this.stackStatus(nameOrId);
    if (
      status === undefined ||
      status === 'DELETE_COMPLETE' ||
      status === 'DELETE_IN_PROGRESS'
    ) {
      return;
    }
    await unlessMissing(
      this.clients.cloudFormation.send(
        new UpdateTerminationProtectionCommand({
          StackName: nameOrId,
          EnableTerminationProtection: false,
        }),
      ),
    );
    await this.clients.cloudFormation.send(
      new DeleteStackCommand({ StackName: nameOrId }),
    );
  }

  /**
   * Physical ids of everything that the stacks of a cluster in this region ever created. CloudFormation keeps a stack for 90 days after
   * its deletion.
   *
   * @param counts - if omitted: every stack whose name has the prefix of the cluster, which may include stacks of another cluster
   */
  async everMade(
    clusterName: string,
    counts?: (tags: Record<string, string>) => boolean,
  ): Promise<Set<string>> {
    const made = new Set<string>();
    const ids = await this.listStackIds(
      stackPrefix(clusterName),
      Object.values(StackStatus),
    );
    for (const id of ids) {
      if (counts && !counts(tagsOf((await this.describe(id)) ?? {}))) {
        continue;
      }
      for (const { physicalId } of await this.resourcesOf(id)) {
        if (physicalId) {
          made.add(physicalId);
        }
      }
    }
    return made;
  }

  /** The names of the stacks that import the exports of a stack. */
  async importersOf(nameOrId: string): Promise<string[]> {
    const { Outputs = [] } = (await this.describe(nameOrId)) ?? {};
    const importers = new Set<string>();
    for (const { ExportName } of Outputs) {
      for (const importer of ExportName
        ? await this.importsOf(ExportName)
        : []) {
        importers.add(importer);
      }
    }
    return [...importers];
  }

  private async importsOf(ExportName: string): Promise<string[]> {
    const names: string[] = [];
    try {
      const pages = paginateListImports(
        { client: this.clients.cloudFormation },
        { ExportName },
      );
      for await (const { Imports = [] } of pages) {
        names.push(...Imports);
      }
    } catch (error) {
      // CloudFormation reports an error for an export without imports.
      if (!(error instanceof Error) || !/not imported/.test(error.message)) {
        throw error;
      }
    }
    return names;
  }

  private async listStackIds(
    prefix: string,
    statuses: StackStatus[] = EXISTING,
  ): Promise<string[]> {
    const ids: string[] = [];
    const pages = paginateListStacks(
      { client: this.clients.cloudFormation },
      { StackStatusFilter: statuses },
    );
    for await (const { StackSummaries = [] } of pages) {
      for (const { StackName, StackId } of StackSummaries) {
        if (StackId && StackName?.startsWith(prefix)) {
          ids.push(StackId);
        }
      }
    }
    return ids;
  }

  private async describe(nameOrId: string): Promise<Stack | undefined> {
    const answer = await unlessMissing(
      this.clients.cloudFormation.send(
        new DescribeStacksCommand({ StackName: nameOrId }),
      ),
    );
    return answer?.Stacks?.[0];
  }

  private async resourcesOf(id: string): Promise<StackResourceSummary[]> {
    const answer = await unlessMissing(
      this.clients.cloudFormation.send(
        new DescribeStackResourcesCommand({ StackName: id }),
      ),
    );
    return (answer?.StackResources ?? []).map(resource => ({
      logicalId: resource.LogicalResourceId ?? '',
      physicalId: resource.PhysicalResourceId,
      type: resource.ResourceType ?? '',
      status: resource.ResourceStatus ?? '',
      reason: resource.ResourceStatusReason,
    }));
  }
}

/** Includes a stack of this name that was created by somebody else: it conflicts with ours. */
function isOfCluster(stack: Stack, clusterName: string): boolean {
  return (
    stack.StackName === clusterStackName(clusterName) ||
    tagsOf(stack)[CLUSTER_NAME_TAG] === clusterName
  );
}

function toSummary(event: StackEvent): StackEventSummary {
  return {
    time: event.Timestamp?.toISOString(),
    stack: event.StackName,
    logicalId: event.LogicalResourceId ?? '',
    physicalId: event.PhysicalResourceId,
    resourceType: event.ResourceType ?? '',
    status: event.ResourceStatus ?? '',
    reason: event.ResourceStatusReason,
  };
}

/** The events of a stack include the stack itself as a resource; a nested stack has another id. */
function isBeginning(event: StackEvent): boolean {
  return (
    event.ResourceType === 'AWS::CloudFormation::Stack' &&
    event.PhysicalResourceId === event.StackId &&
    BEGINNINGS.includes(event.ResourceStatus ?? '')
  );
}

function tagsOf({ Tags = [] }: Pick<Stack, 'Tags'>): Record<string, string> {
  return Object.fromEntries(
    Tags.map(({ Key, Value }) => [Key ?? '', Value ?? '']),
  );
}

/** CloudFormation has no error type for a stack that does not exist, only this text. */
async function unlessMissing<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Error && /does not exist/.test(error.message)) {
      return undefined;
    }
    throw error;
  }
}
