import { AwsError } from '../server/AwsError';
import { LogGroup } from '../world/model';
import { ActionContext, JsonActions, page } from './service';

function requireGroup({ region }: ActionContext, nameOrArn: unknown): LogGroup {
  const wanted = String(nameOrArn).replace(/:\*$/, '');
  const group = region.logGroups.find(
    item => item.name === wanted || item.arn === wanted,
  );
  if (!group) {
    throw new AwsError(
      400,
      'ResourceNotFoundException',
      'The specified log group does not exist.',
    );
  }
  return group;
}

/** Actions of CloudWatch Logs. */
export const LOGS: JsonActions = {
  DescribeLogGroups: ({ region }, body) => {
    const prefix = String(body.logGroupNamePrefix ?? '');
    const pattern = String(body.logGroupNamePattern ?? '');
    const matching = region.logGroups.filter(
      group => group.name.startsWith(prefix) && group.name.includes(pattern),
    );
    const token =
      typeof body.nextToken === 'string' ? body.nextToken : undefined;
    const { items, nextToken } = page(
      matching,
      token,
      Number(body.limit ?? 50),
    );
    return {
      logGroups: items.map(group => ({
        logGroupName: group.name,
        creationTime: group.createdAt,
        metricFilterCount: 0,
        arn: `${group.arn}:*`,
        logGroupArn: group.arn,
        storedBytes: 0,
        logGroupClass: 'STANDARD',
        retentionInDays: group.retentionInDays,
      })),
      nextToken,
    };
  },

  PutRetentionPolicy: (context, body) => {
    requireGroup(context, body.logGroupName).retentionInDays = Number(
      body.retentionInDays,
    );
    return {};
  },

  DeleteLogGroup: (context, body) => {
    const group = requireGroup(context, body.logGroupName);
    context.region.logGroups = context.region.logGroups.filter(
      item => item !== group,
    );
    return {};
  },

  ListTagsForResource: (context, body) => ({
    tags: requireGroup(context, body.resourceArn).tags,
  }),

  ListTagsLogGroup: (context, body) => ({
    tags: requireGroup(context, body.logGroupName).tags,
  }),

  TagResource: (context, body) => {
    Object.assign(requireGroup(context, body.resourceArn).tags, body.tags);
    return {};
  },
};
