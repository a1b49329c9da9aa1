import { kill, startBackend } from './backendProcess';
import { booksOf } from './clusterBooks';
import {
  EksctlStage,
  type Portal,
  type RequestedEnvironment,
} from './EksctlStage';

const AUTO_MODE = `
autoModeConfig: { enabled: true }
addonsConfig: { disableDefaultAddons: true }
`;

const FARGATE = `
autoModeConfig: { enabled: false }
fargateProfiles:
  - name: serverless
    selectors: [{ namespace: serverless }]
`;

/** What a create makes beside its control plane and its nodes, each by a stack or a call of its own. */
const EVERY_PART = `
autoModeConfig: { enabled: false }
accessConfig:
  authenticationMode: API
  accessEntries:
    - principalARN: arn:aws:iam::111111111111:role/Dev
      accessPolicies:
        - policyARN: arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy
          accessScope: { type: cluster }
addonsConfig: { autoApplyPodIdentityAssociations: true }
addons:
  - name: eks-pod-identity-agent
  - name: vpc-cni
  - name: coredns
  - name: kube-proxy
  - name: aws-ebs-csi-driver
iam:
  podIdentityAssociations:
    - namespace: backup
      serviceAccountName: velero
      createServiceAccount: true
      permissionPolicyARNs: [arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess]
managedNodeGroups:
  - { name: workers, instanceType: m7i.large, minSize: 1, desiredCapacity: 2, maxSize: 3 }
  - { name: spot, instanceTypes: [m7i.large, m6i.large], spot: true, minSize: 0, desiredCapacity: 1, maxSize: 2 }
`;

/** As the blueprint `team-cluster` of the examples: vpc-cni is made without its role, which it gets after the OIDC provider is there. */
const TEAM = `
autoModeConfig: { enabled: false }
availabilityZones: [eu-west-1a, eu-west-1b] # eksctl would choose zones by chance
iam: { withOIDC: true }
addons:
  - name: vpc-cni
  - name: coredns
  - name: kube-proxy
  - name: eks-pod-identity-agent
  - name: metrics-server
managedNodeGroups:
  - { name: workers, instanceType: m7i.large, privateNetworking: true, minSize: 2, desiredCapacity: 2, maxSize: 4 }
`;

/** Where a scenario plays. */
export interface Scene {
  portal: Portal;
  stage: EksctlStage;
}

function statuses(environment: RequestedEnvironment): Record<string, string> {
  const prefix = `eksctl-${environment.clusterName}-`;
  return Object.fromEntries(
    environment
      .stacks()
      .map(({ name, status }) => [name.slice(prefix.length), status]),
  );
}

function expectNothingStands(
  { clusterName }: RequestedEnvironment,
  { harness }: EksctlStage,
): void {
  expect(harness.existing(clusterName)).toEqual([]);
}

/** Each pattern must match a line after the one that the pattern before it matched. */
function expectInOrder(lines: string[], patterns: RegExp[]): void {
  let from = 0;
  const missing = patterns.filter(pattern => {
    const found = lines.findIndex(
      (line, index) => index >= from && pattern.test(line.trim()),
    );
    from = found < 0 ? from : found + 1;
    return found < 0;
  });
  if (missing.length > 0) {
    throw new Error(
      `The log lacks ${missing.join(', ')} in this order:\n${lines.join('\n')}`,
    );
  }
}

async function buildsAClusterAndDeletesItWithoutATrace({
  portal,
  stage,
}: Scene): Promise<void> {
  const environment = await portal.request('plain');
  expect(
    await environment.reaches('Ready', 'ProvisioningFailed'),
  ).toMatchObject({
    state: 'Ready',
    nodes: 2,
    kubernetes_version: '1.34',
    failure: null,
  });
  expectInOrder(await environment.log('create'), [
    /^eksctl version 0\./,
    /^using region eu-west-1$/,
    /^nodegroup "workers" will use "" \[AmazonLinux2023\/1\.34\]$/,
    /^using Kubernetes version 1\.34$/,
    /^creating EKS cluster "plain-.*" in "eu-west-1" region with managed nodes$/,
    /^will create a CloudFormation stack for cluster itself and 1 managed nodegroup stack\(s\)$/,
    /^building cluster stack "eksctl-plain-.*-cluster"$/,
    /^deploying stack "eksctl-plain-.*-cluster"$/,
    /^waiting for CloudFormation stack "eksctl-plain-.*-cluster"$/,
    /^creating addon: vpc-cni$/,
    /^successfully created addon: kube-proxy$/,
    /^building managed nodegroup stack "eksctl-plain-.*-nodegroup-workers"$/,
    /^waiting for the control plane to become ready$/,
    /^all EKS cluster resources for "plain-.*" have been created$/,
    /^nodegroup "workers" has 2 node\(s\)$/,
    /^created 1 managed nodegroup\(s\) in cluster "plain-.*"$/,
    /^EKS cluster "plain-.*" in "eu-west-1" region is ready$/,
    /^The cluster answers and its nodes are ready$/,
  ]);
  expect(statuses(environment)).toEqual({
    cluster: 'CREATE_COMPLETE',
    'nodegroup-workers': 'CREATE_COMPLETE',
  });

  const gone = await environment.isDeleted();
  expect(gone).toMatchObject({ state: 'Deprovisioned' });
  expect(JSON.parse(gone.sweep ?? '')).toMatchObject({ incomplete: [] });
  expectInOrder(await environment.log('delete'), [
    /^deleting EKS cluster "plain-.*"$/,
    /^will drain 0 unmanaged nodegroup\(s\) in cluster "plain-.*"$/,
    /^cleaning up AWS load balancers created by Kubernetes objects of Kind Service, Ingress, or Gateway$/,
    /delete nodegroup "workers"/,
    /^will delete stack "eksctl-plain-.*-nodegroup-workers"$/,
    /^will delete stack "eksctl-plain-.*-cluster"$/,
    /^waiting for CloudFormation stack "eksctl-plain-.*-cluster"$/,
    /^all cluster resources were deleted$/,
  ]);
  expectNothingStands(environment, stage);
}

async function buildsEveryKindOfPartAndLeavesNoneOfThem({
  portal,
  stage,
}: Scene): Promise<void> {
  const environment = await portal.request('parts', EVERY_PART);
  expect(
    await environment.reaches('Ready', 'ProvisioningFailed'),
  ).toMatchObject({ state: 'Ready', nodes: 3, failure: null });
  const cluster = environment.cluster();
  expect(cluster?.addons.map(({ name }) => name).sort()).toEqual([
    'aws-ebs-csi-driver',
    'coredns',
    'eks-pod-identity-agent',
    'kube-proxy',
    'metrics-server',
    'vpc-cni',
  ]);
  expect(
    cluster?.accessEntries.map(({ principalArn }) => principalArn),
  ).toContain('arn:aws:iam::111111111111:role/Dev');
  expect(
    Object.keys(statuses(environment))
      .map(part => part.replace(/[A-Z2-7]{32}/, 'HASH'))
      .sort(),
  ).toEqual([
    'accessentry-HASH',
    'addon-aws-ebs-csi-driver-podidentityrole-ebs-csi-controller-sa',
    'addon-vpc-cni-podidentityrole-aws-node',
    'cluster',
    'nodegroup-spot',
    'nodegroup-workers',
    'podidentityrole-backup-velero',
  ]);
  expect(await environment.isDeleted()).toMatchObject({
    state: 'Deprovisioned',
  });
  expectNothingStands(environment, stage);
}

async function buildsAndDeletesAutoMode({
  portal,
  stage,
}: Scene): Promise<void> {
  const environment = await portal.request('auto', AUTO_MODE);
  expect(
    await environment.reaches('Ready', 'ProvisioningFailed'),
  ).toMatchObject({ state: 'Ready', failure: null });
  expect(environment.cluster()?.autoMode).toBeDefined();
  expect(await environment.isDeleted()).toMatchObject({
    state: 'Deprovisioned',
  });
  expectNothingStands(environment, stage);
}

async function buildsAndDeletesFargate({
  portal,
  stage,
}: Scene): Promise<void> {
  const environment = await portal.request('fargate', FARGATE);
  expect(
    await environment.reaches('Ready', 'ProvisioningFailed'),
  ).toMatchObject({ state: 'Ready', failure: null });
  expect(environment.cluster()?.fargateProfiles).toEqual([
    expect.objectContaining({ name: 'serverless' }),
  ]);
  expect(await environment.isDeleted()).toMatchObject({
    state: 'Deprovisioned',
  });
  expectNothingStands(environment, stage);
}

async function buildsAgainWhenTheFirstClusterStackRolledBack({
  portal,
  stage,
}: Scene): Promise<void> {
  stage.harness.simulator.faults.add({
    effect: { kind: 'cluster-capacity' },
    match: { cluster: 'rollback-*' },
    times: 1,
  });
  const environment = await portal.request('rollback');
  expect(
    await environment.reaches('Ready', 'ProvisioningFailed'),
  ).toMatchObject({ state: 'Ready', failure: null });
  expect(await environment.operations()).toEqual([
    { type: 'create', state: 'Succeeded', attempt: 2 },
  ]);
  expectInOrder(await environment.log('create'), [
    /^unexpected status "ROLLBACK_(IN_PROGRESS|COMPLETE)" while waiting/,
    /^AWS::EKS::Cluster\/ControlPlane: CREATE_FAILED –\s.*sufficient capacity/,
    /^ResourceNotReady: failed waiting for successful resource state$/,
    /^Error: failed to create cluster "rollback-.*"$/,
    /^EKS cluster "rollback-.*" in "eu-west-1" region is ready$/,
  ]);
  expect(await environment.isDeleted()).toMatchObject({
    state: 'Deprovisioned',
  });
  expectNothingStands(environment, stage);
}

async function keepsTheControlPlaneWhenItsNodesFailed({
  portal,
  stage,
}: Scene): Promise<void> {
  stage.harness.simulator.faults.add({
    effect: { kind: 'nodegroup-capacity' },
    match: { cluster: 'nodes-*' },
    times: 1,
  });
  const environment = await portal.request('nodes');
  expect(
    await environment.reaches('Ready', 'ProvisioningFailed'),
  ).toMatchObject({ state: 'Ready', nodes: 2, failure: null });
  expect(
    environment.stacks().filter(({ name }) => name.endsWith('-cluster')),
  ).toHaveLength(1);
  expectInOrder(await environment.log('create'), [
    /^waiter state transitioned to Failure$/,
    /^created 1 managed nodegroup\(s\) in cluster "nodes-.*"$/,
  ]);
  expect(await environment.isDeleted()).toMatchObject({
    state: 'Deprovisioned',
  });
  expectNothingStands(environment, stage);
}

async function namesTheQuotaThatStopsItAndDeletesWhatIsLeft({
  portal,
  stage,
}: Scene): Promise<void> {
  stage.harness.simulator.faults.add({
    effect: { kind: 'vpc-quota' },
    match: { cluster: 'quota-*' },
  });
  const environment = await portal.request('quota');
  const failed = await environment.reaches('Ready', 'ProvisioningFailed');
  expect(JSON.parse(failed.failure ?? '{}')).toMatchObject({
    class: 'quota',
    cause: expect.stringContaining('maximum number of VPCs'),
  });
  // eksctl advises to delete what it left with a command that can't: the EKS cluster is gone.
  expect(await environment.isDeleted()).toMatchObject({
    state: 'Deprovisioned',
  });
  expectNothingStands(environment, stage);
}

async function stopsBuildingWhenSomebodyCancels({
  portal,
  stage,
}: Scene): Promise<void> {
  const environment = await portal.request('cancel');
  await environment.stackReaches('-cluster', 'CREATE_IN_PROGRESS');
  await environment.delete('Cancelled');
  expect(
    await environment.reaches('Deprovisioned', 'DeprovisioningFailed'),
  ).toMatchObject({ state: 'Deprovisioned', end_reason: 'Cancelled' });
  expectNothingStands(environment, stage);
}

async function goesOnAfterTheBackendWasKilledWithOneControlPlane({
  stage,
}: Scene): Promise<void> {
  const portal = await stage.openPortal('killed');
  const environment = await portal.request('killed', EVERY_PART);
  const backend = startBackend(portal.knex, { aws: stage.harness.aws });
  await environment.stackReaches('-cluster', 'CREATE_IN_PROGRESS');
  await kill(backend);

  portal.startEngine();
  expect(
    await environment.reaches('Ready', 'ProvisioningFailed'),
  ).toMatchObject({ state: 'Ready', nodes: 3, failure: null });
  expect(
    environment.stacks().filter(({ name }) => name.endsWith('-cluster')),
  ).toHaveLength(1);
  // It was taken over, which is no new attempt.
  expect(await environment.operations()).toEqual([
    { type: 'create', state: 'Succeeded', attempt: 1 },
  ]);
  expect(await environment.isDeleted()).toMatchObject({
    state: 'Deprovisioned',
  });
  expectNothingStands(environment, stage);
}

async function endsAsIfNothingHadKilledItAfterItsFirstAddons({
  portal,
  stage,
}: Scene): Promise<void> {
  const whole = await portal.request('team-w', TEAM);
  const ownPortal = await stage.openPortal('team');
  const killed = await ownPortal.request('team-k', TEAM);
  const backend = startBackend(ownPortal.knex, { aws: stage.harness.aws });
  await killed.has(({ addons }) =>
    addons.some(({ name }) => name === 'kube-proxy'),
  );
  await kill(backend);

  ownPortal.startEngine();
  for (const environment of [whole, killed]) {
    expect(
      await environment.reaches('Ready', 'ProvisioningFailed'),
    ).toMatchObject({ state: 'Ready', nodes: 2, failure: null });
  }
  const books = (environment: RequestedEnvironment) =>
    booksOf(
      stage.harness,
      {
        clusterName: environment.clusterName,
        environmentId: environment.id,
      },
      // The same policies are written otherwise.
      ['template'],
    );
  expect(books(killed)).toEqual(books(whole));
  const vpcCni = killed
    .cluster()
    ?.addons.find(({ name }) => name === 'vpc-cni');
  expect(vpcCni?.serviceAccountRoleArn).toContain(
    `eksctl-${killed.clusterName}-addon-vpc-cni`,
  );
  for (const environment of [whole, killed]) {
    expect(await environment.isDeleted()).toMatchObject({
      state: 'Deprovisioned',
    });
    expectNothingStands(environment, stage);
  }
}

async function deletesANodegroupStackThatEksctlGivesUp({
  portal,
  stage,
}: Scene): Promise<void> {
  const environment = await portal.request('stuck');
  await environment.reaches('Ready', 'ProvisioningFailed');
  stage.harness.simulator.faults.add({
    effect: {
      kind: 'stack-delete-fails',
      resourceType: 'AWS::EKS::Nodegroup',
      reason: 'Ec2SecurityGroupDeletionFailure: DependencyViolation',
    },
    match: { cluster: environment.clusterName },
    times: 1,
  });
  expect(await environment.isDeleted()).toMatchObject({
    state: 'Deprovisioned',
  });
  expectNothingStands(environment, stage);
}

async function deletesTheStacksOfAClusterThatSomebodyElseDeleted({
  portal,
  stage,
}: Scene): Promise<void> {
  const environment = await portal.request('gone');
  await environment.reaches('Ready', 'ProvisioningFailed');
  const region = stage.region();
  if (region) {
    region.clusters = region.clusters.filter(
      ({ name }) => name !== environment.clusterName,
    );
  }
  expect(await environment.isDeleted()).toMatchObject({
    state: 'Deprovisioned',
  });
  expectNothingStands(environment, stage);
}

/** What the engine makes of an eksctl, and what is in AWS afterwards, by the name of the test. */
export const engineScenarios: Record<string, (on: Scene) => Promise<void>> = {
  'builds a cluster and deletes it without a trace':
    buildsAClusterAndDeletesItWithoutATrace,
  'builds every kind of part and leaves none of them':
    buildsEveryKindOfPartAndLeavesNoneOfThem,
  'builds and deletes Auto Mode': buildsAndDeletesAutoMode,
  'builds and deletes Fargate': buildsAndDeletesFargate,
  'builds again when the first cluster stack rolled back':
    buildsAgainWhenTheFirstClusterStackRolledBack,
  'keeps the control plane when its nodes failed':
    keepsTheControlPlaneWhenItsNodesFailed,
  'names the quota that stops it, and deletes what is left':
    namesTheQuotaThatStopsItAndDeletesWhatIsLeft,
  'stops building when somebody cancels': stopsBuildingWhenSomebodyCancels,
  'goes on after the backend was killed, with one control plane':
    goesOnAfterTheBackendWasKilledWithOneControlPlane,
  'ends as if nothing had killed it after its first add-ons':
    endsAsIfNothingHadKilledItAfterItsFirstAddons,
  'deletes a nodegroup stack that eksctl gives up':
    deletesANodegroupStackThatEksctlGivesUp,
  'deletes the stacks of a cluster that somebody else deleted':
    deletesTheStacksOfAClusterThatSomebodyElseDeleted,
};
