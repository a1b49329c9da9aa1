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
import { faultOf, reasonOf } from './sesFailure';

/** The maximum number of recipients of one call to SES. */
const RECIPIENTS_PER_CALL = 50;

const FAILURES_BEFORE_A_BREAK = 5;
const BREAK_MS = 30_000;

const UTF_8 = 'UTF-8';

/**
 * Sends messages as mails through Amazon SES.
 *
 * @remarks
 *
 * One call sends a message to all of its recipients, so that a retry never sends it to some of them twice. Only messages to more than 50
 * people need several calls; a call that succeeded is not repeated while this process runs.
 *
 * An address that SES refuses is skipped, and the other recipients get the mail. A problem that an operator must correct, such as an
 * identity that is not verified, keeps the mail in the outbox. It is logged once as an error, and no mail is sent about it.
 */
export class SesChannel implements NotificationChannel {
  readonly id = 'ses';
  readonly #addresses: Pick<CatalogAddressBook, 'find'>;
  readonly #appTitle: string;
  readonly #breaker: CircuitBreakerPolicy;
  readonly #config: SesConfig;
  readonly #logger: LoggerService;
  readonly #ses: Pick<SESClient, 'send'>;
  /** Addresses that got a message or were refused, while other addresses of the same message wait for a retry. */
  readonly #done = new Map<string, Set<string>>();
  /** The problem that was logged last. */
  #complaint: string | undefined;

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
      handleWhen(error => ['operator', 'service'].includes(faultOf(error))),
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
    const done = this.#done.get(message.id) ?? new Set<string>();
    const refused: string[] = [];
    const waiting = addresses.filter(address => !done.has(address));
    for (const batch of inBatches(waiting)) {
      try {
        const reasons = await this.#sendTo(batch, addressees =>
          this.#command(message, mail, addressees),
        );
        refused.push(...reasons);
      } catch (error) {
        return this.#notTaken(message, { error, done });
      }
      batch.forEach(address => done.add(address));
    }
    this.#remember(message.id, undefined);
    return this.#taken(message, { addresses, refused });
  }

  /**
   * Sends to all addresses that SES accepts. SES accepts a call for all of its recipients or for none, so refused addresses are found by
   * bisection.
   *
   * @returns the reason for each address that SES refuses permanently
   * @throws any other error of SES
   */
  async #sendTo(
    addresses: string[],
    command: (addresses: string[]) => SendEmailCommand,
  ): Promise<string[]> {
    try {
      await this.#breaker.execute(() => this.#ses.send(command(addresses)));
      return [];
    } catch (error) {
      if (faultOf(error) !== 'address') {
        throw error;
      }
      if (addresses.length === 1) {
        return [reasonOf(error)];
      }
      const half = Math.ceil(addresses.length / 2);
      return [
        ...(await this.#sendTo(addresses.slice(0, half), command)),
        ...(await this.#sendTo(addresses.slice(half), command)),
      ];
    }
  }

  #taken(
    message: OutboxMessage,
    { addresses, refused }: { addresses: string[]; refused: string[] },
  ): DeliveryOutcome {
    if (addresses.length > 0 && refused.length === addresses.length) {
      return { kind: 'rejected', reason: refused[0] };
    }
    if (refused.length > 0) {
      this.#logger.warn(
        `SES refuses ${refused.length} of ${addresses.length} addresses of message ${message.id}; the others have it: ${refused[0]}`,
      );
    }
    if (this.#complaint !== undefined) {
      this.#complaint = undefined;
      this.#logger.info('SES takes mail again');
    }
    return { kind: 'delivered' };
  }

  #notTaken(
    message: OutboxMessage,
    { error, done }: { error: unknown; done: Set<string> },
  ): DeliveryOutcome {
    const reason = reasonOf(error);
    const fault = faultOf(error);
    if (fault === 'message') {
      this.#remember(message.id, undefined);
      return { kind: 'rejected', reason };
    }
    this.#remember(message.id, done);
    if (fault === 'operator' && this.#complaint !== reason) {
      this.#complaint = reason;
      this.#logger.error(
        `SES takes no mail until an operator corrects its settings, its quota or the rights of the portal; mails wait in the outbox: ${reason}`,
      );
    }
    return { kind: 'retry', reason };
  }

  #remember(messageId: string, done: Set<string> | undefined): void {
    if (done && done.size > 0) {
      this.#done.set(messageId, done);
    } else {
      this.#done.delete(messageId);
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
      // Relates the events of SES to the message in the outbox.
      Tags: [{ Name: 'eks-environments-message', Value: message.id }],
    });
  }
}

function* inBatches(addresses: string[]): Generator<string[]> {
  for (let i = 0; i < addresses.length; i += RECIPIENTS_PER_CALL) {
    yield addresses.slice(i, i + RECIPIENTS_PER_CALL);
  }
}
