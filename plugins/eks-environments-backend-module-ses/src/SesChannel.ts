import { SendEmailCommand, type SESClient } from '@aws-sdk/client-ses';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import type {
  DeliveryOutcome,
  NotificationChannel,
  OutboxMessage,
} from 'backstage-plugin-eks-environments-node';
import {
  circuitBreaker,
  ConsecutiveBreaker,
  handleWhen,
  type CircuitBreakerPolicy,
} from 'cockatiel';
import type { CatalogAddressBook } from './CatalogAddressBook';
import { composeMail, type Mail } from './composeMail';
import type { SesConfig } from './config';
import { isFinal, outcomeOfFailure } from './sesFailure';

/** SES takes that many recipients in one call. */
const RECIPIENTS_PER_CALL = 50;

const FAILURES_BEFORE_A_BREAK = 5;
const BREAK_MS = 30_000;

const UTF_8 = 'UTF-8';

/**
 * Sends messages as mails through Amazon SES.
 *
 * @remarks
 *
 * One call sends a message to all its recipients, so that none gets it again because another did not. Only messages for more than 50
 * people take several calls; those that SES took are not made again while this process lives.
 */
export class SesChannel implements NotificationChannel {
  readonly id = 'ses';
  readonly #addresses: Pick<CatalogAddressBook, 'find'>;
  readonly #appTitle: string;
  readonly #breaker: CircuitBreakerPolicy;
  readonly #config: SesConfig;
  readonly #logger: LoggerService;
  readonly #ses: Pick<SESClient, 'send'>;
  /** Addresses that have a message already, while others of the same message wait. */
  readonly #reached = new Map<string, Set<string>>();

  constructor(options: {
    addresses: Pick<CatalogAddressBook, 'find'>;
    appTitle: string;
    config: SesConfig;
    logger: LoggerService;
    ses: Pick<SESClient, 'send'>;
  }) {
    this.#addresses = options.addresses;
    this.#appTitle = options.appTitle;
    this.#config = options.config;
    this.#logger = options.logger;
    this.#ses = options.ses;
    this.#breaker = circuitBreaker(
      handleWhen(error => !isFinal(error)),
      {
        breaker: new ConsecutiveBreaker(FAILURES_BEFORE_A_BREAK),
        halfOpenAfter: BREAK_MS,
      },
    );
  }

  async deliver(message: OutboxMessage): Promise<DeliveryOutcome> {
    let addresses: string[];
    try {
      addresses = await this.#addresses.find(message.recipients);
    } catch (error) {
      this.#logger.warn(
        `The recipients of message ${
          message.id
        } could not be looked up: ${stringifyError(error)}`,
      );
      return { kind: 'retry', reason: 'The catalog could not be read' };
    }
    if (addresses.length === 0) {
      return {
        kind: 'rejected',
        reason: `None of ${message.recipients.join(
          ', ',
        )} has a mail address in the catalog (spec.profile.email)`,
      };
    }
    return this.#send(message, addresses);
  }

  async #send(
    message: OutboxMessage,
    addresses: string[],
  ): Promise<DeliveryOutcome> {
    const mail = composeMail(message, this.#appTitle);
    const reached = this.#reached.get(message.id) ?? new Set();
    const waiting = addresses.filter(address => !reached.has(address));
    for (const batch of inBatches(waiting)) {
      try {
        await this.#breaker.execute(() =>
          this.#ses.send(this.#command(message, mail, batch)),
        );
      } catch (error) {
        const outcome = outcomeOfFailure(error);
        this.#remember(
          message.id,
          outcome.kind === 'retry' ? reached : undefined,
        );
        return outcome;
      }
      batch.forEach(address => reached.add(address));
    }
    this.#remember(message.id, undefined);
    this.#logger.debug(
      `Message ${message.id} went to ${addresses.length} addresses`,
    );
    return { kind: 'delivered' };
  }

  #remember(messageId: string, reached: Set<string> | undefined): void {
    if (reached && reached.size > 0) {
      this.#reached.set(messageId, reached);
    } else {
      this.#reached.delete(messageId);
    }
  }

  #command(message: OutboxMessage, mail: Mail, addresses: string[]) {
    const { from, replyTo, configurationSet } = this.#config;
    return new SendEmailCommand({
      Source: from,
      Destination: { ToAddresses: addresses },
      ReplyToAddresses: replyTo ? [replyTo] : undefined,
      ConfigurationSetName: configurationSet,
      Message: {
        Subject: { Data: mail.subject, Charset: UTF_8 },
        Body: {
          Text: { Data: mail.text, Charset: UTF_8 },
          Html: { Data: mail.html, Charset: UTF_8 },
        },
      },
      // By this a mail in SES's events is found in the outbox.
      Tags: [{ Name: 'eks-environments-message', Value: message.id }],
    });
  }
}

function* inBatches(addresses: string[]): Generator<string[]> {
  for (let i = 0; i < addresses.length; i += RECIPIENTS_PER_CALL) {
    yield addresses.slice(i, i + RECIPIENTS_PER_CALL);
  }
}
