import { AwsError } from '../server/AwsError';
import { uuid } from '../world/ids';
import { ActionContext, QueryActions, page } from './service';

const KEPT_MESSAGES = 500;

function requireTopic({ region }: ActionContext, arn: string) {
  const topic = region.topics.find(item => item.arn === arn);
  if (!topic) {
    throw new AwsError(404, 'NotFound', 'Topic does not exist');
  }
  return topic;
}

/** Actions of SNS. */
export const SNS: QueryActions = {
  CreateTopic: ({ region, regionName, accountId }, parameters) => {
    const arn = `arn:aws:sns:${regionName}:${accountId}:${parameters.required(
      'Name',
    )}`;
    if (!region.topics.some(topic => topic.arn === arn)) {
      region.topics.push({ arn, subscriptions: [] });
    }
    return { TopicArn: arn };
  },

  ListTopics: ({ region }, parameters) => {
    const { items, nextToken } = page(
      region.topics,
      parameters.text('NextToken'),
      100,
    );
    return {
      Topics: items.map(topic => ({ TopicArn: topic.arn })),
      NextToken: nextToken,
    };
  },

  Subscribe: (context, parameters) => {
    const topic = requireTopic(context, parameters.required('TopicArn'));
    const arn = `${topic.arn}:${uuid()}`;
    topic.subscriptions.push({
      arn,
      protocol: parameters.required('Protocol'),
      endpoint: parameters.text('Endpoint') ?? '',
    });
    return { SubscriptionArn: arn };
  },

  Publish: (context, parameters) => {
    const topic = requireTopic(context, parameters.required('TopicArn'));
    const id = uuid();
    context.region.messages = [
      ...context.region.messages,
      {
        id,
        topicArn: topic.arn,
        subject: parameters.text('Subject'),
        message: parameters.required('Message'),
        at: context.world.now(),
      },
    ].slice(-KEPT_MESSAGES);
    return { MessageId: id };
  },
};
