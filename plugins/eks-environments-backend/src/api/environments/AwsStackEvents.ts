import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  NotFoundError,
  ServiceUnavailableError,
  toError,
} from '@backstage/errors';
import type { StackEvent } from 'backstage-plugin-eks-environments-common';
import { EksStacks } from 'backstage-plugin-eksctl-node';
import type { Knex } from 'knex';
import type { AccountDirectory } from '../../accounts';
import type { Clock, EnvironmentRow } from '../../database';
import type { StackEventReader } from './stackEvents';

// CloudFormation throttles per account, and every open page asks: within this time all get the same answer.
const KEPT = 10_000; // milliseconds
const NEWEST = 200;

interface Answer {
  at: number;
  events: Promise<StackEvent[]>;
}

interface AwsStackEventsOptions {
  knex: Knex;
  clock: Clock;
  accounts: AccountDirectory;
  logger: LoggerService;
}

/** Reads the stack events of an environment from CloudFormation. */
export class AwsStackEvents implements StackEventReader {
  readonly #options: AwsStackEventsOptions;
  readonly #answers = new Map<string, Answer>();

  constructor(options: AwsStackEventsOptions) {
    this.#options = options;
  }

  /**
   * @throws NotFoundError when there is no such environment
   * @throws ServiceUnavailableError when AWS does not answer
   */
  async read(environmentId: string): Promise<StackEvent[]> {
    const now = this.#options.clock.now().toMillis();
    this.#forgetBefore(now - KEPT);
    const known = this.#answers.get(environmentId);
    if (known) {
      return known.events;
    }
    const events = this.#ask(environmentId);
    this.#answers.set(environmentId, { at: now, events });
    return events;
  }

  async #ask(environmentId: string): Promise<StackEvent[]> {
    const { knex, accounts, logger } = this.#options;
    const row = await knex<EnvironmentRow>('environments')
      .where('id', environmentId)
      .first('cluster_name', 'account', 'region');
    if (!row) {
      throw new NotFoundError(`There is no environment ${environmentId}`);
    }
    try {
      const { clients } = await accounts.access(row.account, row.region);
      return await eventsOf(new EksStacks(clients), row.cluster_name);
    } catch (error) {
      logger.warn(
        `The stack events of ${row.cluster_name} could not be read`,
        toError(error),
      );
      throw new ServiceUnavailableError(
        'CloudFormation could not be asked for the stack events; try again in a while',
      );
    }
  }

  #forgetBefore(time: number): void {
    for (const [id, { at }] of this.#answers) {
      if (at <= time) {
        this.#answers.delete(id);
      }
    }
  }
}

async function eventsOf(
  stacks: EksStacks,
  clusterName: string,
): Promise<StackEvent[]> {
  const found = await stacks.describeClusterStacks(clusterName);
  const perStack = await Promise.all(
    found.map(async ({ id, name }) =>
      (
        await stacks.stackEvents(id)
      ).map(event => ({
        time: event.time ?? '',
        stack: name,
        resource: event.logicalId,
        resourceType: event.resourceType,
        status: event.status,
        reason: event.reason,
      })),
    ),
  );
  return perStack
    .flat()
    .sort((a, b) => b.time.localeCompare(a.time))
    .slice(0, NEWEST);
}
