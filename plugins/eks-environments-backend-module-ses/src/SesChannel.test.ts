import { SESClient, SESServiceException } from '@aws-sdk/client-ses';
import { mockServices } from '@backstage/backend-test-utils';
import { testMessage } from './__testUtils__/testMessage';
import { SesChannel } from './SesChannel';

const config = {
  from: 'EKS Environments <eks@example.com>',
  region: 'eu-west-1',
  replyTo: 'platform@example.com',
};

function failure(name: string, message: string, status: number) {
  return new SESServiceException({
    name,
    message,
    $fault: status < 500 ? 'client' : 'server',
    $metadata: { httpStatusCode: status },
  });
}

const down = failure('InternalFailure', 'SES is down', 500);
const unverified = failure(
  'MessageRejected',
  'Email address is not verified: dana@example.com, <ari@example.com>',
  400,
);

function createChannel(addresses: string[] | Error = ['dana@example.com']) {
  const send = jest.fn();
  const logger = mockServices.logger.mock();
  const channel = new SesChannel({
    addresses: {
      find: async () => {
        if (addresses instanceof Error) {
          throw addresses;
        }
        return addresses;
      },
    },
    appTitle: 'Example Portal',
    config,
    logger,
    ses: { send },
  });
  return { channel, logger, send };
}

afterEach(() => {
  jest.useRealTimers();
});

describe('SesChannel', () => {
  it('sends one mail to all recipients', async () => {
    const { channel, send } = createChannel(['a@example.com', 'b@example.com']);

    await expect(channel.deliver(testMessage())).resolves.toEqual({
      kind: 'delivered',
    });

    expect(send).toHaveBeenCalledTimes(1);
    expect(send.mock.calls[0][0].input).toEqual({
      Source: 'EKS Environments <eks@example.com>',
      Destination: { ToAddresses: ['a@example.com', 'b@example.com'] },
      ReplyToAddresses: ['platform@example.com'],
      ConfigurationSetName: undefined,
      Message: {
        Subject: { Data: 'shop is ready', Charset: 'UTF-8' },
        Body: {
          Text: {
            Data: expect.stringContaining('The cluster answers.'),
            Charset: 'UTF-8',
          },
          Html: {
            Data: expect.stringContaining('<p style="margin:0 0 16px">The'),
            Charset: 'UTF-8',
          },
        },
      },
      Tags: [
        {
          Name: 'eks-environments-message',
          Value: '01J9ZK3V5N8Q2R4T6W8Y0A1B2C',
        },
      ],
    });
  });

  it.each([
    [unverified, 'retry'],
    [
      failure('MessageRejected', 'Sending paused for this account', 400),
      'retry',
    ],
    [failure('MessageRejected', 'Address blacklisted.', 400), 'rejected'],
    [
      failure(
        'MessageRejected',
        'Message length is more than 10485760 bytes long: 10485761.',
        400,
      ),
      'rejected',
    ],
    [
      failure('InvalidParameterValue', "Missing final '@domain'", 400),
      'rejected',
    ],
    [
      failure(
        'InvalidParameterValue',
        'Domain contains illegal character',
        400,
      ),
      'rejected',
    ],
    [failure('InvalidParameterValue', 'Invalid tag name', 400), 'retry'],
    [failure('AccountSendingPausedException', 'Paused', 400), 'retry'],
    [failure('ConfigurationSetDoesNotExistException', 'None', 400), 'retry'],
    [failure('ConfigurationSetSendingPausedException', 'Off', 400), 'retry'],
    [failure('MailFromDomainNotVerifiedException', 'No MX', 400), 'retry'],
    [failure('FromEmailAddressNotVerifiedException', 'No', 400), 'retry'],
    [failure('ProductionAccessNotGrantedException', 'No', 400), 'retry'],
    [failure('AccountSuspendedException', 'Suspended', 400), 'retry'],
    [failure('SendingPausedException', 'Paused', 400), 'retry'],
    [failure('Throttling', 'Daily message quota exceeded.', 400), 'retry'],
    [failure('LimitExceededException', 'Too many', 400), 'retry'],
    [failure('InvalidClientTokenId', 'The token is invalid', 403), 'retry'],
    [failure('SignatureDoesNotMatch', 'Expired', 403), 'retry'],
    [failure('Throttling', 'Maximum sending rate exceeded', 400), 'retry'],
    [failure('AccessDenied', 'Not authorized to ses:SendEmail', 403), 'retry'],
    [down, 'retry'],
    [new Error('socket hang up'), 'retry'],
  ])('%s → %s', async (error, kind) => {
    const { channel, send } = createChannel();
    send.mockRejectedValueOnce(error);

    await expect(channel.deliver(testMessage())).resolves.toMatchObject({
      kind,
      reason: expect.stringContaining(error.name),
    });
  });

  it('keeps the addresses of people out of the reason', async () => {
    const { channel, send } = createChannel();
    send.mockRejectedValueOnce(unverified);

    await expect(channel.deliver(testMessage())).resolves.toEqual({
      kind: 'retry',
      reason:
        'MessageRejected: Email address is not verified: <address>, <<address>>',
    });
  });

  it('rejects a message for people without an address', async () => {
    const { channel, send } = createChannel([]);

    await expect(channel.deliver(testMessage())).resolves.toEqual({
      kind: 'rejected',
      reason:
        'None of user:default/dana has a mail address in the catalog (spec.profile.email)',
    });
    expect(send).not.toHaveBeenCalled();
  });

  it('waits for the catalog', async () => {
    const { channel } = createChannel(new Error('503'));

    await expect(channel.deliver(testMessage())).resolves.toEqual({
      kind: 'retry',
      reason: 'The catalog could not be read',
    });
  });

  it('leaves SES alone for a while when it fails again and again, then tries one mail', async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask'] });
    const { channel, send } = createChannel();
    send.mockRejectedValue(down);
    for (let i = 0; i < 5; i++) {
      await channel.deliver(testMessage({ id: `${i}` }));
    }

    await expect(channel.deliver(testMessage())).resolves.toEqual({
      kind: 'retry',
      reason: 'SES failed several times and is left alone for a while',
    });
    expect(send).toHaveBeenCalledTimes(5);

    jest.advanceTimersByTime(30_001);
    send.mockResolvedValue({});
    await expect(channel.deliver(testMessage())).resolves.toEqual({
      kind: 'delivered',
    });
    expect(send).toHaveBeenCalledTimes(6);
  });

  it('tells operators once what they must correct, and when it is', async () => {
    const { channel, logger, send } = createChannel();
    send.mockRejectedValueOnce(unverified).mockRejectedValueOnce(unverified);
    await channel.deliver(testMessage());
    await channel.deliver(testMessage());
    expect(logger.error.mock.calls).toEqual([
      [
        expect.stringMatching(
          /until an operator corrects .*: MessageRejected: Email address is not verified: <address>/,
        ),
      ],
    ]);

    send.mockResolvedValue({});
    await expect(channel.deliver(testMessage())).resolves.toEqual({
      kind: 'delivered',
    });
    expect(logger.info).toHaveBeenCalledWith('SES takes mail again');
  });

  it('leaves out the addresses that SES refuses, and says so', async () => {
    const crowd = ['a@example.com', 'b@', 'c@example.com', 'd@example.com'];
    const { channel, logger, send } = createChannel(crowd);
    const got: string[] = [];
    send.mockImplementation(async ({ input }) => {
      if (input.Destination.ToAddresses.includes('b@')) {
        throw failure('InvalidParameterValue', "Missing final '@domain'", 400);
      }
      got.push(...input.Destination.ToAddresses);
    });

    await expect(channel.deliver(testMessage())).resolves.toEqual({
      kind: 'delivered',
    });
    expect(got.sort()).toEqual([
      'a@example.com',
      'c@example.com',
      'd@example.com',
    ]);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('SES refuses 1 of 4 addresses'),
    );
    expect(logger.warn.mock.calls.join()).not.toContain('b@');
  });

  it('goes on with the next message however many are rejected', async () => {
    const { channel, send } = createChannel();
    send.mockRejectedValue(
      failure('MessageRejected', 'Address blacklisted.', 400),
    );
    for (let i = 0; i < 8; i++) {
      await channel.deliver(testMessage({ id: `${i}` }));
    }

    expect(send).toHaveBeenCalledTimes(8);
  });

  it('sends to more people than SES takes at once, to nobody twice', async () => {
    const crowd = Array.from({ length: 120 }, (_, i) => `p${i}@example.com`);
    const { channel, send } = createChannel(crowd);
    send.mockResolvedValueOnce({}).mockRejectedValueOnce(down);

    await expect(channel.deliver(testMessage())).resolves.toMatchObject({
      kind: 'retry',
    });
    await expect(channel.deliver(testMessage())).resolves.toEqual({
      kind: 'delivered',
    });

    const batches: string[][] = send.mock.calls.map(
      ([command]) => command.input.Destination.ToAddresses,
    );
    expect(batches.map(({ length }) => length)).toEqual([50, 50, 50, 20]);
    const [first, , ...later] = batches;
    expect([...first, ...later.flat()].sort()).toEqual([...crowd].sort());
  });

  it('speaks the protocol of SES', async () => {
    const bodies: string[] = [];
    const ses = new SESClient({
      region: 'eu-west-1',
      credentials: { accessKeyId: 'key', secretAccessKey: 'secret' },
      maxAttempts: 1,
      requestHandler: {
        handle: async (request: { body: string }) => {
          bodies.push(request.body);
          return {
            response: {
              statusCode: 400,
              headers: { 'content-type': 'text/xml' },
              body: Buffer.from(
                '<ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><Error><Type>Sender</Type><Code>MessageRejected</Code><Message>Email address is not verified.</Message></Error><RequestId>1</RequestId></ErrorResponse>',
              ),
            },
          };
        },
      },
    });
    const channel = new SesChannel({
      addresses: { find: async () => ['dana@example.com'] },
      appTitle: 'Example Portal',
      config,
      logger: mockServices.logger.mock(),
      ses,
    });

    await expect(channel.deliver(testMessage())).resolves.toEqual({
      kind: 'retry',
      reason: 'MessageRejected: Email address is not verified.',
    });
    const call = new URLSearchParams(bodies[0]);
    expect(call.get('Action')).toBe('SendEmail');
    expect(call.get('Destination.ToAddresses.member.1')).toBe(
      'dana@example.com',
    );
    expect(call.get('Message.Subject.Data')).toBe('shop is ready');
  });
});
