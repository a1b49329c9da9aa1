import { AwsError } from '../server/AwsError';
import { QueryParameters } from '../server/protocols';
import { Mail } from '../world/model';
import { uuid } from '../world/ids';
import { ActionContext, QueryActions } from './service';

const KEPT_MAILS = 500;

function deliver(
  { world, accountId, regionName }: ActionContext,
  mail: Omit<Mail, 'id' | 'at' | 'accountId' | 'region'>,
) {
  if ([...mail.to, ...mail.cc, ...mail.bcc].length === 0) {
    throw new AwsError(
      400,
      'InvalidParameterValue',
      "Missing required header 'To'.",
    );
  }
  const id = uuid();
  const complete: Mail = {
    id,
    at: world.now(),
    accountId,
    region: regionName,
    ...mail,
  };
  world.state.mails = [...world.state.mails, complete].slice(-KEPT_MAILS);
  return { MessageId: id };
}

function address(parameters: QueryParameters, name: string): string {
  const value = parameters.required(name);
  if (!/@[^@\s]+\.[^@\s>]+>?$/.test(value)) {
    throw new AwsError(400, 'InvalidParameterValue', `Missing final '@domain'`);
  }
  return value;
}

/** Header values of a raw message, continuation lines joined. */
function headersOf(raw: string): Record<string, string> {
  const [head] = raw.split(/\r?\n\r?\n/, 1);
  const headers: Record<string, string> = {};
  for (const line of head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const [, name, value] = /^([^:]+):\s*(.*)$/.exec(line) ?? [];
    if (name) {
      headers[name.toLowerCase()] = value;
    }
  }
  return headers;
}

/** Actions of SES v1. */
export const SES: QueryActions = {
  SendEmail: (context, parameters) =>
    deliver(context, {
      source: address(parameters, 'Source'),
      to: parameters.list('Destination.ToAddresses'),
      cc: parameters.list('Destination.CcAddresses'),
      bcc: parameters.list('Destination.BccAddresses'),
      replyTo: parameters.list('ReplyToAddresses'),
      subject: parameters.required('Message.Subject.Data'),
      text: parameters.text('Message.Body.Text.Data'),
      html: parameters.text('Message.Body.Html.Data'),
    }),

  SendRawEmail: (context, parameters) => {
    const raw = Buffer.from(
      parameters.required('RawMessage.Data'),
      'base64',
    ).toString('utf8');
    const headers = headersOf(raw);
    const destinations = parameters.list('Destinations');
    return deliver(context, {
      source: parameters.text('Source') ?? headers.from ?? '',
      to:
        destinations.length > 0
          ? destinations
          : (headers.to ?? '').split(/,\s*/).filter(Boolean),
      cc: (headers.cc ?? '').split(/,\s*/).filter(Boolean),
      bcc: [],
      replyTo: (headers['reply-to'] ?? '').split(/,\s*/).filter(Boolean),
      subject: headers.subject ?? '',
      raw,
    });
  },

  GetSendQuota: ({ world, accountId }) => {
    const since = world.now() - 86_400_000;
    const sent = world.state.mails.filter(
      mail => mail.accountId === accountId && mail.at > since,
    );
    return {
      Max24HourSend: 50_000,
      MaxSendRate: 14,
      SentLast24Hours: sent.length,
    };
  },

  ListIdentities: () => ({ Identities: ['example.com'] }),
};
