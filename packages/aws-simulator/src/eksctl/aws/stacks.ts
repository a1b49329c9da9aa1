import { log } from '../log';
import { Answer, Aws, list } from './Aws';
import { AwsApiError } from './errors';

/** A stack as DescribeStacks returns it. */
export interface StackView {
  id: string;
  name: string;
  status: string;
  tags: Record<string, string>;
  outputs: Record<string, string>;
  raw: Answer;
}

const LIVE = [
  'CREATE_IN_PROGRESS',
  'CREATE_FAILED',
  'CREATE_COMPLETE',
  'ROLLBACK_IN_PROGRESS',
  'ROLLBACK_FAILED',
  'ROLLBACK_COMPLETE',
  'DELETE_IN_PROGRESS',
  'DELETE_FAILED',
];

function viewOf(raw: Answer): StackView {
  const pairs = (value: unknown, key: string, content: string) =>
    Object.fromEntries(
      list(value).map(item => [String(item[key]), String(item[content] ?? '')]),
    );
  return {
    id: String(raw.StackId),
    name: String(raw.StackName),
    status: String(raw.StackStatus),
    tags: pairs(raw.Tags, 'Key', 'Value'),
    outputs: pairs(raw.Outputs, 'OutputKey', 'OutputValue'),
    raw,
  };
}

export async function describeStack(
  aws: Aws,
  nameOrId: string,
): Promise<StackView> {
  const answer = await aws.query('cloudformation', 'DescribeStacks', {
    StackName: nameOrId,
  });
  return viewOf(list(answer.Stacks)[0]);
}

/** Stacks in the account by ListStacks, newest first. */
export async function listStacks(
  aws: Aws,
): Promise<Array<{ id: string; name: string; status: string }>> {
  const found: Array<{ id: string; name: string; status: string }> = [];
  let token: unknown;
  do {
    const answer = await aws.query('cloudformation', 'ListStacks', {
      StackStatusFilter: LIVE,
      NextToken: token,
    });
    for (const item of list(answer.StackSummaries)) {
      found.push({
        id: String(item.StackId),
        name: String(item.StackName),
        status: String(item.StackStatus),
      });
    }
    token = answer.NextToken;
  } while (token);
  return found;
}

/** The stacks that eksctl counts as part of a cluster: neither access entries nor Auto Mode's role. */
export async function clusterStacks(
  aws: Aws,
  cluster: string,
): Promise<StackView[]> {
  const own = new RegExp(
    `^(eksctl|EKS)-${cluster}-((cluster|nodegroup-.+|addon-.+|fargate|karpenter|capability-.+)|podidentityrole-.+)$`,
  );
  const listed = (await listStacks(aws)).filter(stack => own.test(stack.name));
  return Promise.all(listed.map(stack => describeStack(aws, stack.id)));
}

export async function createStack(
  aws: Aws,
  name: string,
  template: string,
  tags: Record<string, string>,
): Promise<string> {
  try {
    const answer = await aws.query('cloudformation', 'CreateStack', {
      StackName: name,
      TemplateBody: template,
      EnableTerminationProtection: true,
      DisableRollback: false,
      Capabilities: [
        template.includes('"RoleName"')
          ? 'CAPABILITY_NAMED_IAM'
          : 'CAPABILITY_IAM',
      ],
      Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    });
    log.info(`deploying stack "${name}"`);
    return String(answer.StackId);
  } catch (error) {
    throw error instanceof AwsApiError
      ? new Error(`creating CloudFormation stack "${name}": ${error.message}`)
      : error;
  }
}

/** The next delay of the SDK's waiter: half a minute, then up to two with jitter. */
function jitteredWait(attempt: number): number {
  return attempt === 0 ? 30 : 30 + Math.random() * Math.min(90, 30 * attempt);
}

/** Waits for a stack as eksctl does for all but the cluster's: with the SDK's waiter, which does not report why something failed. */
export async function waitForStack(
  aws: Aws,
  name: string,
  timeoutSeconds: number,
): Promise<StackView> {
  const watch = aws.stopwatch();
  for (let attempt = 0; ; attempt++) {
    log.info(`waiting for CloudFormation stack "${name}"`);
    const stack = await describeStack(aws, name);
    if (stack.status === 'CREATE_COMPLETE') {
      return stack;
    }
    if (/FAILED|ROLLBACK|DELETE/.test(stack.status)) {
      throw new Error('waiter state transitioned to Failure');
    }
    const wait = jitteredWait(attempt);
    if (watch.waited() + wait > timeoutSeconds) {
      throw new Error('exceeded max wait time for StackCreateComplete waiter');
    }
    await watch.sleep(wait);
  }
}

/** Waits for the cluster stack: checks after 30 seconds, 60 seconds and then every minute, and prints the stack's events if it fails. */
export async function waitForClusterStack(
  aws: Aws,
  id: string,
  name: string,
  timeoutSeconds: number,
): Promise<StackView> {
  const watch = aws.stopwatch();
  for (let attempt = 0; ; attempt++) {
    await watch.sleep(attempt < 2 ? 30 : 60);
    log.info(`waiting for CloudFormation stack "${name}"`);
    let stack: StackView;
    try {
      stack = await describeStack(aws, id);
    } catch (error) {
      await explainUnreadable(aws, name);
      throw new Error(`error describing stack: ${(error as Error).message}`);
    }
    if (stack.status === 'CREATE_COMPLETE') {
      return stack;
    }
    const timedOut =
      stack.status === 'CREATE_IN_PROGRESS' && watch.waited() >= timeoutSeconds;
    if (stack.status !== 'CREATE_IN_PROGRESS' || timedOut) {
      const unexpected = `unexpected status "${stack.status}" while waiting for CloudFormation stack "${name}"`;
      log.critical(unexpected);
      log.critical(unexpected);
      await printEvents(aws, id);
      throw new Error(
        timedOut
          ? 'context deadline exceeded'
          : 'ResourceNotReady: failed waiting for successful resource state',
      );
    }
  }
}

async function explainUnreadable(aws: Aws, name: string): Promise<void> {
  try {
    await describeStack(aws, name);
  } catch (error) {
    log.infoGlued(
      `error describing stack to troubleshoot the cause of the failure; check the CloudFormation console for further details\n%!(EXTRA *fmt.wrapError=describing CloudFormation stack "${name}": ${
        (error as Error).message
      })`,
    );
  }
}

/** A string in the format of Go's `%q`. */
export function quoted(text: string): string {
  return `"${text.replace(/(["\\])/g, '\\$1')}"`;
}

async function printEvents(aws: Aws, id: string): Promise<void> {
  log.info(
    'fetching stack events in attempt to troubleshoot the root cause of the failure',
  );
  const answer = await aws.query('cloudformation', 'DescribeStackEvents', {
    StackName: id,
  });
  for (const event of list(answer.StackEvents)) {
    const status = String(event.ResourceStatus);
    const type = String(event.ResourceType);
    if (
      type === 'AWS::CloudFormation::Stack' ||
      !/^(CREATE_FAILED|DELETE_IN_PROGRESS|DELETE_FAILED)$/.test(status)
    ) {
      continue;
    }
    const reason = event.ResourceStatusReason
      ? ` \u2013\u00a0${quoted(String(event.ResourceStatusReason))}`
      : '';
    const message = `${type}/${String(
      event.LogicalResourceId,
    )}: ${status}${reason}`;
    if (status === 'CREATE_FAILED') {
      log.critical(message);
    } else {
      log.warning(message);
    }
  }
}

/** Requests a stack's deletion, after disabling termination protection. */
export async function requestDeletion(
  aws: Aws,
  stack: { id: string; name: string; status: string },
): Promise<void> {
  log.info(`will delete stack "${stack.name}"`);
  if (stack.status !== 'DELETE_IN_PROGRESS') {
    await aws.query('cloudformation', 'UpdateTerminationProtection', {
      StackName: stack.id,
      EnableTerminationProtection: false,
    });
  }
  await aws.query('cloudformation', 'DeleteStack', { StackName: stack.id });
}

/** Waits until the stack's name is free. */
export async function waitForDeletion(
  aws: Aws,
  name: string,
  timeoutSeconds: number,
): Promise<void> {
  const watch = aws.stopwatch();
  for (let attempt = 0; ; attempt++) {
    log.info(`waiting for CloudFormation stack "${name}"`);
    try {
      const { status } = await describeStack(aws, name);
      if (
        status === 'DELETE_FAILED' ||
        (status !== 'DELETE_IN_PROGRESS' && status !== 'DELETE_COMPLETE')
      ) {
        throw new Error('waiter state transitioned to Failure');
      }
    } catch (error) {
      if (error instanceof AwsApiError && error.code === 'ValidationError') {
        return;
      }
      throw error;
    }
    const wait = jitteredWait(attempt);
    if (watch.waited() + wait > timeoutSeconds) {
      throw new Error('exceeded max wait time for StackDeleteComplete waiter');
    }
    await watch.sleep(wait);
  }
}

/** Announces and requests the deletion of a stack, and waits for it. */
export async function deleteStackAndWait(
  aws: Aws,
  stack: { id: string; name: string; status: string },
  timeoutSeconds: number,
): Promise<void> {
  await requestDeletion(aws, stack);
  log.info(`waiting for stack "${stack.name}" to get deleted`);
  await waitForDeletion(aws, stack.name, timeoutSeconds);
}
