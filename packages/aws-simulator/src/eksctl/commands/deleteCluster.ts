import { Answer, Aws } from '../aws/Aws';
import { ClusterApi } from '../aws/ClusterApi';
import { AwsApiError } from '../aws/errors';
import {
  StackView,
  clusterStacks,
  deleteStackAndWait,
  listStacks,
  requestDeletion,
  describeStack,
} from '../aws/stacks';
import { drainNodegroups } from './drainNodegroups';
import { Exit, failure } from '../Exit';
import { log } from '../log';
import { stackNames } from '../names';
import {
  checkIdentity,
  connect,
  describeCluster,
  readVersions,
} from '../session';
import { Task, describeTasks } from '../tasks';

export interface DeleteOptions {
  name: string;
  region: string;
  wait: boolean;
  force: boolean;
  disableNodegroupEviction: boolean;
  timeoutSeconds: number;
}

/** The output of the real eksctl on a nil pointer dereference. */
const PANIC = `panic: runtime error: invalid memory address or nil pointer dereference
[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x514fd35]

goroutine 1 [running]:
github.com/weaveworks/eksctl/pkg/actions/cluster.New({0x64dc2a0, 0x95efda0}, 0xd49daf33040, 0xd49db227bf0)
	eksctl/pkg/actions/cluster/cluster.go:40 +0x135
github.com/weaveworks/eksctl/pkg/ctl/delete.doDeleteCluster(0xd49daf286c0, 0x1, 0x1, 0x2540be400, 0x1)
	eksctl/pkg/ctl/delete/cluster.go:88 +0x254
main.main()
	eksctl/cmd/eksctl/main.go:104 +0x552`;

/** A step of the deletion: its line in the task tree and its action. */
interface Step {
  task: Task;
  run(): Promise<void>;
}

/** `delete cluster --name NAME --region REGION` */
export async function deleteCluster(options: DeleteOptions): Promise<void> {
  const { name, region } = options;
  const aws = await connect(region);
  await checkIdentity(aws);
  const cluster = await findCluster(aws, options);
  await readVersions(aws);
  const before = await clusterStacks(aws, name);
  log.info(`deleting EKS cluster "${name}"`);
  const reachable = !['CREATING', 'DELETING', 'FAILED'].includes(
    String(cluster.status),
  );
  if (reachable) {
    await drain(aws, ClusterApi.of(aws, cluster), before, options);
    await removeNetworkPlugin(aws, name, ClusterApi.of(aws, cluster));
    await deleteFargateProfiles(aws, name);
  }
  log.success('kubeconfig has been updated');
  if (reachable) {
    await cleanUpLoadBalancers(ClusterApi.of(aws, cluster), options.force);
  }
  const stacks = await clusterStacks(aws, name);
  const steps = await planSteps(aws, stacks, options);
  log.info(describeTasks({ tasks: steps.map(step => step.task) }));
  try {
    for (const step of steps) {
      await step.run();
    }
  } catch (error) {
    log.info('1 error(s) occurred while deleting cluster with nodegroup(s)');
    log.critical((error as Error).message);
    throw failure('failed to delete cluster with nodegroup(s)');
  }
  await checkNothingIsLeft(aws, name, options.wait);
  log.success('all cluster resources were deleted');
}

async function findCluster(
  aws: Aws,
  { name, force }: DeleteOptions,
): Promise<Answer> {
  try {
    return await describeCluster(aws, name);
  } catch (error) {
    if (!(error instanceof AwsApiError)) {
      throw error;
    }
    const message = `unable to describe cluster control plane: ${error.message}`;
    if (!force) {
      throw failure(message);
    }
    log.warning(
      `failed to create provider for cluster; force = true skipping: ${message}`,
    );
    log.info(`deleting EKS cluster "${name}"`);
    throw new Exit(2, PANIC);
  }
}

function nodegroupNameOf(stack: StackView): string {
  return (
    stack.tags['alpha.eksctl.io/nodegroup-name'] ??
    stack.name.split('-nodegroup-')[1]
  );
}

function isNodegroup(stack: StackView): boolean {
  return stack.name.includes('-nodegroup-');
}

async function drain(
  aws: Aws,
  api: ClusterApi,
  stacks: StackView[],
  { name, force, disableNodegroupEviction, timeoutSeconds }: DeleteOptions,
): Promise<void> {
  const nodegroups = stacks.filter(isNodegroup);
  for (const stack of stacks.filter(item => item.status === 'DELETE_FAILED')) {
    log.warning(
      `stack's status of nodegroup named ${stack.name} is DELETE_FAILED`,
    );
  }
  const alive = nodegroups.filter(stack => stack.status !== 'DELETE_FAILED');
  if (alive.length === 0) {
    return;
  }
  try {
    await drainNodegroups(aws, api, alive, {
      cluster: name,
      disableEviction: disableNodegroupEviction,
      timeoutSeconds,
    });
  } catch (error) {
    if (!force) {
      throw error;
    }
    log.warning(
      `an error occurred during nodegroups draining, force=true so proceeding with deletion: "${
        (error as Error).message
      }"`,
    );
  }
}

async function removeNetworkPlugin(
  aws: Aws,
  cluster: string,
  api: ClusterApi,
): Promise<void> {
  try {
    await aws.eks(
      'DeleteAddon',
      'DELETE',
      `/clusters/${cluster}/addons/vpc-cni`,
      { query: { preserve: 'true' } },
    );
  } catch (error) {
    if (
      !(error instanceof AwsApiError) ||
      error.code !== 'ResourceNotFoundException'
    ) {
      throw error;
    }
  }
  await api.request(
    'DELETE',
    '/apis/apps/v1/namespaces/kube-system/daemonsets/aws-node',
  );
}

const FARGATE_POLLS = [0, 1, 2, 4, 8, 8, 8, 8];

async function deleteFargateProfiles(aws: Aws, cluster: string): Promise<void> {
  const answer = await aws.eks(
    'ListFargateProfiles',
    'GET',
    `/clusters/${cluster}/fargate-profiles`,
  );
  const names = answer.fargateProfileNames as string[];
  for (const name of names) {
    log.info(`deleting Fargate profile "${name}"`);
    await aws.eks(
      'DeleteFargateProfile',
      'DELETE',
      `/clusters/${cluster}/fargate-profiles/${name}`,
    );
    for (const wait of FARGATE_POLLS) {
      await aws.sleep(wait);
      const left = await aws.eks(
        'ListFargateProfiles',
        'GET',
        `/clusters/${cluster}/fargate-profiles`,
      );
      if (!(left.fargateProfileNames as string[]).includes(name)) {
        break;
      }
    }
    log.info(`deleted Fargate profile "${name}"`);
  }
  log.info(`deleted ${names.length} Fargate profile(s)`);
}

async function cleanUpLoadBalancers(
  api: ClusterApi,
  force: boolean,
): Promise<void> {
  log.info(
    'cleaning up AWS load balancers created by Kubernetes objects of Kind Service, Ingress, or Gateway',
  );
  await api.discover();
  const services = await api.request('GET', '/api/v1/services');
  if (services.status !== 200) {
    const message = `cannot list Kubernetes Services: ${String(
      services.body.message,
    )} (deleting a cluster requires permission to list Kubernetes Services)`;
    if (!force) {
      throw failure(message);
    }
    log.warning(`error occurred during deletion: ${message}`);
    return;
  }
  await api.request('GET', '/apis/networking.k8s.io/v1/ingresses');
  await api.request('GET', '/apis/gateway.networking.k8s.io/v1/gateways');
}

async function planSteps(
  aws: Aws,
  stacks: StackView[],
  options: DeleteOptions,
): Promise<Step[]> {
  const { name, wait, timeoutSeconds } = options;
  const steps: Step[] = [];
  const add = (
    tasks: Array<{ label: string; stack: StackView; asynchronous?: boolean }>,
  ) => {
    if (tasks.length === 0) {
      return;
    }
    const labels = tasks.map(item => item.label);
    steps.push({
      task:
        labels.length === 1
          ? labels[0]
          : { parallel: true, subTask: true, tasks: labels },
      run: async () => {
        const done = await Promise.allSettled(
          tasks.map(item =>
            item.asynchronous
              ? requestDeletion(aws, item.stack)
              : deleteStackAndWait(aws, item.stack, timeoutSeconds),
          ),
        );
        const failed = done.find(result => result.status === 'rejected');
        if (failed) {
          throw failed.reason;
        }
      },
    });
  };
  const nodegroups = stacks.filter(
    stack => isNodegroup(stack) && stack.status !== 'DELETE_FAILED',
  );
  add(
    nodegroups.map(stack => ({
      label: `delete nodegroup "${nodegroupNameOf(stack)}"`,
      stack,
    })),
  );
  const associations = stacks.filter(stack =>
    stack.name.startsWith(`eksctl-${name}-podidentityrole-`),
  );
  add(
    associations.map(stack => ({
      label: `deleting IAM resources stack "${stack.name}"`,
      stack,
    })),
  );
  const accounts = stacks.filter(stack =>
    stack.name.includes('-addon-iamserviceaccount-'),
  );
  add(
    accounts.map(stack => ({
      label: `delete IAM role for serviceaccount "${serviceAccountOf(stack)}"`,
      stack,
    })),
  );
  const addons = stacks.filter(
    stack => stack.name.includes('-addon-') && !accounts.includes(stack),
  );
  add(
    addons.map(stack => ({
      label: `delete addon IAM "${stack.name}"`,
      stack,
      asynchronous: !wait,
    })),
  );
  for (const stack of await accessEntryStacks(aws, name)) {
    add([{ label: `delete access entry stack "${stack.name}"`, stack }]);
  }
  const cluster = stacks.find(stack => stack.name === stackNames.cluster(name));
  if (cluster) {
    // The tree marks only the control plane as asynchronous, though the roles are, too.
    const suffix = wait ? '' : ' [async]';
    add([
      {
        label: `delete cluster control plane "${name}"${suffix}`,
        stack: cluster,
        asynchronous: !wait,
      },
    ]);
  }
  return steps;
}

function serviceAccountOf(stack: StackView): string {
  return (
    stack.tags['alpha.eksctl.io/iamserviceaccount-name'] ??
    stack.name.split('-iamserviceaccount-')[1]
  );
}

async function accessEntryStacks(
  aws: Aws,
  cluster: string,
): Promise<StackView[]> {
  const own = (await listStacks(aws)).filter(stack =>
    stack.name.startsWith(`eksctl-${cluster}-accessentry-`),
  );
  return Promise.all(own.map(stack => describeStack(aws, stack.id)));
}

async function checkNothingIsLeft(
  aws: Aws,
  name: string,
  wait: boolean,
): Promise<void> {
  if (!wait) {
    return;
  }
  const left = await clusterStacks(aws, name);
  if (left.length > 0) {
    log.warning(
      `found the following undeleted stacks: ${left
        .map(stack => stack.name)
        .join(',')}`,
    );
    throw failure('failed to delete all resources');
  }
}
