import { AwsClients, createAwsClients } from '../stacks/AwsClients';

type Input = Record<string, unknown>;

/** AWS responses by the name of the command, such as `DescribeStacks`. */
export type Answers = Record<string, (input: Input) => object>;

/** The commands sent to AWS, in order. */
export type Call = { command: string; input: Input };

/**
 * The real clients with a fake transport, so that paginators and commands are those of the SDK. A command without a configured response
 * gets an empty one.
 */
export function fakeClients(answers: Answers): {
  clients: AwsClients;
  calls: Call[];
} {
  const calls: Call[] = [];
  const clients = createAwsClients({
    region: 'eu-west-1',
    credentials: async () => ({ accessKeyId: 'a', secretAccessKey: 'b' }),
  });
  const send = async (request: {
    constructor: { name: string };
    input: Input;
  }) => {
    const command = request.constructor.name.replace(/Command$/, '');
    calls.push({ command, input: request.input });
    return answers[command]?.(request.input) ?? {};
  };
  for (const client of Object.values(clients)) {
    Object.assign(client, { send });
  }
  return { clients, calls };
}

/** An error as the SDK throws it. */
export function awsError(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}
