import {
  DeleteLogGroupCommand,
  paginateDescribeLogGroups,
} from '@aws-sdk/client-cloudwatch-logs';
import { DeleteClusterCommand } from '@aws-sdk/client-eks';
import {
  DeleteOpenIDConnectProviderCommand,
  ListOpenIDConnectProvidersCommand,
  ListOpenIDConnectProviderTagsCommand,
} from '@aws-sdk/client-iam';
import { describeCluster } from '../stacks/describeCluster';
import { EksStacks } from '../stacks/EksStacks';
import { ENVIRONMENT_TAG, proofOf, tagMap } from './proof';
import { Leftover, SweepKind } from './SweepKind';

const stacks: SweepKind = {
  name: 'stack',
  async find(clients, target) {
    const found = await new EksStacks(clients).describeClusterStacks(
      target.clusterName,
    );
    return found.flatMap(({ name, status, tags }) => {
      const proof = proofOf(tags, target);
      const blocked =
        status === 'DELETE_IN_PROGRESS' ? 'It is being deleted' : undefined;
      return proof ? [{ id: name, proof, blocked }] : [];
    });
  },
  remove(clients, id) {
    return new EksStacks(clients).deleteStack(id);
  },
};

const clusters: SweepKind = {
  name: 'cluster',
  async find(clients, target) {
    const cluster = await describeCluster(clients, target.clusterName);
    // a cluster carries the tags of its config, so a missing one says that it is not ours
    if (cluster?.tags[ENVIRONMENT_TAG] !== target.environmentId) {
      return [];
    }
    return [
      {
        id: cluster.name,
        proof: `tag ${ENVIRONMENT_TAG}=${target.environmentId}`,
        blocked:
          cluster.status === 'DELETING' ? 'It is being deleted' : undefined,
      },
    ];
  },
  async remove({ eks }, id) {
    await eks.send(new DeleteClusterCommand({ name: id }));
  },
};

/** Of the control plane, and of Container Insights. The cluster's name between slashes is the proof. */
function isLogGroupOf(clusterName: string, path: string): boolean {
  return (
    path === `/aws/eks/${clusterName}/cluster` ||
    path.startsWith(`/aws/containerinsights/${clusterName}/`)
  );
}

const logGroups: SweepKind = {
  name: 'log-group',
  async find({ logs: client }, { clusterName }) {
    const found: Leftover[] = [];
    for (const service of ['eks', 'containerinsights']) {
      const logGroupNamePrefix = `/aws/${service}/${clusterName}/`;
      const pages = paginateDescribeLogGroups(
        { client },
        { logGroupNamePrefix },
      );
      for await (const { logGroups: groups = [] } of pages) {
        for (const { logGroupName: id } of groups) {
          if (id && isLogGroupOf(clusterName, id)) {
            found.push({ id, proof: `log group path of ${clusterName}` });
          }
        }
      }
    }
    return found;
  },
  async remove({ logs }, id) {
    await logs.send(new DeleteLogGroupCommand({ logGroupName: id }));
  },
};

const oidcProviders: SweepKind = {
  name: 'oidc-provider',
  async find({ iam }, target) {
    const { OpenIDConnectProviderList = [] } = await iam.send(
      new ListOpenIDConnectProvidersCommand({}),
    );
    const found: Leftover[] = [];
    for (const { Arn } of OpenIDConnectProviderList) {
      // an account also has providers of GitHub and others, which are not asked for their tags
      if (Arn?.includes('oidc.eks.')) {
        const { Tags } = await iam.send(
          new ListOpenIDConnectProviderTagsCommand({
            OpenIDConnectProviderArn: Arn,
          }),
        );
        const proof = proofOf(tagMap(Tags), target);
        if (proof) {
          found.push({ id: Arn, proof });
        }
      }
    }
    return found;
  },
  async remove({ iam }, id) {
    await iam.send(
      new DeleteOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: id }),
    );
  },
};

export const stackKinds: SweepKind[] = [stacks];

export const clusterKinds: SweepKind[] = [clusters, logGroups, oidcProviders];
