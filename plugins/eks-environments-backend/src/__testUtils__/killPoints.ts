import type { Cluster, Stack, StackStatus } from 'aws-simulator/testing';
import { StackFreezer } from './StackFreezer';
import type { SimulatorHarness } from './SimulatorHarness';
import { until } from './until';

/** An environment whose backend is killed at some point of its creation, and its state in AWS meanwhile. */
export class Victim {
  readonly clusterName: string;
  readonly #harness: SimulatorHarness;
  readonly #freezer: StackFreezer;
  readonly #hanging: string[] = [];

  constructor(harness: SimulatorHarness, clusterName: string) {
    this.#harness = harness;
    this.#freezer = new StackFreezer(harness.simulator);
    this.clusterName = clusterName;
  }

  /** All stacks, including deleted ones, by the part of their name after the cluster. */
  stacks(suffix: RegExp): Stack[] {
    const prefix = `eksctl-${this.clusterName}-`;
    return this.#regions()
      .flatMap(({ stacks }) => stacks)
      .filter(
        ({ name }) =>
          name.startsWith(prefix) && suffix.test(name.slice(prefix.length)),
      );
  }

  /** The stacks that were created again although they had been complete. Deleted ones count. */
  madeTwice(): string[] {
    const prefix = `eksctl-${this.clusterName}-`;
    return this.stacks(/.*/)
      .filter(({ name, events }) =>
        events.some(
          event =>
            event.logicalId === name && event.status === 'CREATE_COMPLETE',
        ),
      )
      .map(({ name }) => name.replace(prefix, ''))
      .filter((name, index, all) => all.indexOf(name) !== index);
  }

  cluster(): Cluster | undefined {
    return this.#regions()
      .flatMap(({ clusters }) => clusters)
      .find(({ name }) => name === this.clusterName);
  }

  oidcProviders(): number {
    const arn = this.cluster()?.arn;
    return Object.values(this.#harness.simulator.state().accounts)
      .flatMap(({ oidcProviders }) => oidcProviders)
      .filter(({ clusterArn }) => clusterArn === arn).length;
  }

  /** How many days CloudWatch keeps the logs of the control plane. */
  logRetention(): number | undefined {
    return this.#regionWithLogs()?.logGroups.find(this.#isLogGroup)
      ?.retentionInDays;
  }

  /** Removes the log group of the control plane. @returns puts it back */
  takeLogGroup(): () => void {
    const region = this.#regionWithLogs();
    const taken = region?.logGroups.filter(this.#isLogGroup) ?? [];
    if (!region || taken.length === 0) {
      throw new Error(`${this.clusterName} has no log group`);
    }
    region.logGroups = region.logGroups.filter(group => !taken.includes(group));
    return () => void region.logGroups.push(...taken);
  }

  /** Something fails, once. */
  fails(
    effect: Parameters<
      SimulatorHarness['simulator']['faults']['add']
    >[0]['effect'],
  ): void {
    this.#harness.simulator.faults.add({
      effect,
      match: { cluster: this.clusterName },
      times: 1,
    });
  }

  /** Resolves when a stack is in a status, and keeps it there. */
  async frozen(suffix: RegExp, status: StackStatus): Promise<void> {
    const name = new RegExp(
      `^eksctl-${this.clusterName}-${suffix.source.replace('^', '')}`,
    );
    this.#freezer.freeze(name, status);
    await this.reaches(suffix, status);
  }

  /** Resolves when a stack is in a status. */
  reaches(suffix: RegExp, status: StackStatus): Promise<Stack> {
    return until(
      async () => this.stacks(suffix).find(stack => stack.status === status),
      `${this.clusterName} ${suffix} ${status}`,
      90_000,
    );
  }

  /** Resolves when something is true of the cluster. */
  async has(is: (cluster: Cluster) => boolean): Promise<void> {
    await until(
      async () => {
        const cluster = this.cluster();
        return cluster && is(cluster);
      },
      `${this.clusterName} ${is}`,
      90_000,
    );
  }

  /** Makes the next call of this kind hang, and resolves when it does. */
  async hangsAt(service: string, action: string): Promise<void> {
    const { faults } = this.#harness.simulator;
    const { id } = faults.add({
      effect: { kind: 'hang' },
      match: { service, action, cluster: this.clusterName },
      times: 1,
    });
    await until(
      async () => !faults.has(id),
      `${this.clusterName} ${service} ${action}`,
      90_000,
    );
  }

  /** As {@link hangsAt}, for callers that give up and call again. */
  async hangsForGoodAt(service: string, action: string): Promise<void> {
    const { faults } = this.#harness.simulator;
    const { id } = faults.add({
      effect: { kind: 'hang' },
      match: { service, action, cluster: this.clusterName },
    });
    this.#hanging.push(id);
    await until(
      async () =>
        this.#harness.simulator
          .calls()
          .some(
            call =>
              call.action === action &&
              call.error === 'hang' &&
              call.subject === this.clusterName,
          ),
      `${this.clusterName} ${service} ${action}`,
      90_000,
    );
  }

  /** Releases the calls that hang, and lets frozen stacks continue. */
  release(): void {
    for (const id of this.#hanging.splice(0)) {
      this.#harness.simulator.faults.remove(id);
    }
    this.#freezer.thaw();
  }

  #regionWithLogs() {
    return this.#regions().find(({ logGroups }) =>
      logGroups.some(this.#isLogGroup),
    );
  }

  readonly #isLogGroup = ({ name }: { name: string }) =>
    name === `/aws/eks/${this.clusterName}/cluster`;

  #regions() {
    return Object.values(this.#harness.simulator.state().accounts).flatMap(
      account => Object.values(account.regions),
    );
  }
}

/** A point at which a backend is killed. */
export interface KillPoint {
  /** Completes "killed …". */
  when: string;
  /** Resolves when the create is at that point, and stays there. */
  arrive: (victim: Victim) => Promise<void>;
  /** What happens in AWS before another backend takes over. */
  meanwhile?: (victim: Victim) => Promise<void>;
  /** The attempt that succeeds. */
  attempt?: number;
  /** Stacks that had to be made a second time although they were complete. */
  remade?: RegExp;
}

const CONTROL_PLANE = /^cluster$/;
const NODES = /^nodegroup-workers$/;
const ACCESS = /^accessentry-/;
const DRIVER_ROLE = /^addon-aws-ebs-csi-driver-podidentityrole-/;
const ACCOUNT_ROLE = /^addon-iamserviceaccount-default-shop$/;
const VPC_STAYS = {
  kind: 'stack-delete-fails',
  resourceType: 'AWS::EC2::VPC',
  reason: 'it has dependencies',
} as const;
const POD_ROLE = /^podidentityrole-velero-velero$/;
const CNI_ROLE = /^addon-vpc-cni$/;

/** Where vpc-cni, which was made without its role, gets it after the OIDC provider is there. */
export const vpcCniPoints: KillPoint[] = [
  {
    when: 'after the add-ons that come before the nodes',
    arrive: victim => victim.hangsAt('kubernetes', 'GET /version'),
  },
  {
    when: 'after the OIDC provider',
    arrive: victim => victim.hangsAt('eks', 'DescribeAddon'),
  },
  {
    when: 'while the role of vpc-cni is created',
    arrive: victim => victim.frozen(CNI_ROLE, 'CREATE_IN_PROGRESS'),
    remade: CNI_ROLE,
  },
  {
    when: 'between the role of vpc-cni and its update',
    arrive: victim => victim.hangsAt('eks', 'UpdateAddon'),
    remade: CNI_ROLE,
  },
];

/** After each of the first add-ons, in the order in which they are made. */
export function pointsBetween(addons: string[]): KillPoint[] {
  return addons.slice(0, -1).map((name, index) => ({
    when: `after the add-on ${name}`,
    arrive: async victim => {
      await victim.has(cluster => cluster.addons.length > index);
      await victim.hangsAt('eks', 'CreateAddon');
    },
  }));
}

/** Where the nodes come, after the network is as it should be. */
export const nodePoints: KillPoint[] = [
  {
    when: 'between the network and the nodes',
    arrive: async victim => {
      await victim.has(({ addons }) =>
        addons.some(({ updated }) => updated === true),
      );
      await victim.hangsAt('cloudformation', 'CreateStack');
    },
  },
  {
    when: 'while the nodes are created',
    arrive: victim => victim.frozen(NODES, 'CREATE_IN_PROGRESS'),
  },
];

/** Every row of "running create again" for every stack and part that a create makes. */
export const killPoints: KillPoint[] = [
  {
    when: 'before the cluster stack',
    arrive: victim => victim.hangsAt('cloudformation', 'CreateStack'),
  },
  {
    when: 'while the cluster stack is created',
    arrive: victim => victim.frozen(CONTROL_PLANE, 'CREATE_IN_PROGRESS'),
  },
  {
    when: 'before the cluster stack rolls back, which goes on',
    attempt: 2,
    arrive: victim => failing(victim),
    meanwhile: async victim => {
      victim.release();
      await victim.frozen(CONTROL_PLANE, 'ROLLBACK_IN_PROGRESS');
    },
  },
  {
    when: 'before the cluster stack rolls back',
    attempt: 2,
    arrive: victim => failing(victim),
    meanwhile: async victim => {
      victim.release();
      await victim.reaches(CONTROL_PLANE, 'ROLLBACK_COMPLETE');
    },
  },
  {
    when: 'before the cluster stack rolls back, which fails',
    attempt: 2,
    arrive: victim => failing(victim),
    meanwhile: async victim => {
      victim.fails(VPC_STAYS);
      victim.release();
      await victim.reaches(CONTROL_PLANE, 'ROLLBACK_FAILED');
    },
  },
  {
    when: 'before the cluster stack fails without a rollback',
    attempt: 2,
    arrive: victim => failing(victim),
    meanwhile: async victim => {
      const [stack] = victim.stacks(CONTROL_PLANE);
      stack.disableRollback = true;
      victim.release();
      await victim.reaches(CONTROL_PLANE, 'CREATE_FAILED');
    },
  },
  {
    when: 'while the next attempt deletes what failed',
    attempt: 2,
    arrive: victim => {
      victim.fails({ kind: 'cluster-capacity' });
      victim.fails(VPC_STAYS);
      return victim.frozen(CONTROL_PLANE, 'DELETE_IN_PROGRESS');
    },
  },
  {
    when: 'while the next attempt deletes what failed, in vain',
    attempt: 2,
    arrive: victim => {
      victim.fails({ kind: 'cluster-capacity' });
      victim.fails(VPC_STAYS);
      return victim.frozen(CONTROL_PLANE, 'DELETE_IN_PROGRESS');
    },
    meanwhile: async victim => {
      victim.fails(VPC_STAYS);
      victim.release();
      await victim.reaches(CONTROL_PLANE, 'DELETE_FAILED');
    },
  },
  {
    when: 'before the access entries',
    arrive: async victim => {
      await victim.reaches(CONTROL_PLANE, 'CREATE_IN_PROGRESS');
      await victim.hangsAt('cloudformation', 'CreateStack');
    },
  },
  {
    when: 'while the access entry is created',
    arrive: victim => victim.frozen(ACCESS, 'CREATE_IN_PROGRESS'),
  },
  {
    when: 'before the access entry rolls back',
    arrive: async victim => {
      victim.fails({
        kind: 'stack-resource-fails',
        resourceType: 'AWS::EKS::AccessEntry',
        reason: 'Internal failure',
      });
      await victim.frozen(ACCESS, 'CREATE_IN_PROGRESS');
    },
    meanwhile: async victim => {
      victim.release();
      await victim.reaches(ACCESS, 'ROLLBACK_COMPLETE');
    },
  },
  {
    when: 'before the add-ons',
    arrive: victim => victim.hangsAt('eks', 'CreateAddon'),
  },
  {
    when: 'between the add-ons',
    arrive: async victim => {
      await victim.has(({ addons }) => addons.length > 0);
      await victim.hangsAt('eks', 'CreateAddon');
    },
  },
  ...vpcCniPoints,
  {
    when: 'while the role of a service account is created',
    arrive: victim => victim.frozen(ACCOUNT_ROLE, 'CREATE_IN_PROGRESS'),
    remade: ACCOUNT_ROLE,
  },
  {
    when: 'between the role of a service account and the account',
    arrive: victim =>
      victim.hangsAt(
        'kubernetes',
        'POST /api/v1/namespaces/default/serviceaccounts',
      ),
    remade: ACCOUNT_ROLE,
  },
  {
    when: 'before the retention of the logs',
    arrive: victim => victim.hangsAt('logs', 'PutRetentionPolicy'),
  },
  {
    when: 'before the Fargate profile',
    arrive: victim => victim.hangsAt('eks', 'CreateFargateProfile'),
  },
  {
    when: 'before the Fargate profile fails',
    arrive: victim => {
      victim.fails({ kind: 'fargate-profile-fails', step: 'create' });
      return victim.has(({ fargateProfiles }) => fargateProfiles.length > 0);
    },
  },
  {
    when: 'between the Fargate profile and the nodes',
    arrive: async victim => {
      await victim.has(({ fargateProfiles }) => fargateProfiles.length > 0);
      await victim.hangsAt('cloudformation', 'CreateStack');
    },
  },
  {
    when: 'while the nodes are created',
    arrive: victim => victim.frozen(NODES, 'CREATE_IN_PROGRESS'),
  },
  {
    when: 'before the nodes roll back, which goes on',
    arrive: async victim => {
      victim.fails({ kind: 'nodegroup-capacity' });
      await victim.frozen(NODES, 'CREATE_IN_PROGRESS');
    },
    meanwhile: async victim => {
      victim.release();
      await victim.frozen(NODES, 'ROLLBACK_IN_PROGRESS');
    },
  },
  {
    when: 'before the nodes roll back',
    arrive: async victim => {
      victim.fails({ kind: 'nodegroup-capacity' });
      await victim.frozen(NODES, 'CREATE_IN_PROGRESS');
    },
    meanwhile: async victim => {
      victim.release();
      await victim.reaches(NODES, 'ROLLBACK_COMPLETE');
    },
  },
  {
    when: 'while the role of an add-on is created',
    arrive: victim => victim.frozen(DRIVER_ROLE, 'CREATE_IN_PROGRESS'),
    remade: DRIVER_ROLE,
  },
  {
    when: 'between the role of an add-on and the add-on',
    arrive: async victim => {
      await victim.reaches(NODES, 'CREATE_IN_PROGRESS');
      await victim.hangsAt('eks', 'CreateAddon');
    },
    remade: DRIVER_ROLE,
  },
  {
    when: 'while the role of a pod identity is created',
    arrive: victim => victim.frozen(POD_ROLE, 'CREATE_IN_PROGRESS'),
    remade: POD_ROLE,
  },
  {
    when: 'between the role of a pod identity and its association',
    arrive: victim => victim.hangsAt('eks', 'CreatePodIdentityAssociation'),
    remade: POD_ROLE,
  },
  {
    when: 'while the cluster is verified',
    arrive: victim => victim.hangsForGoodAt('eks', 'ListNodegroups'),
  },
];

function failing(victim: Victim): Promise<void> {
  victim.fails({ kind: 'cluster-capacity' });
  return victim.frozen(CONTROL_PLANE, 'CREATE_IN_PROGRESS');
}
