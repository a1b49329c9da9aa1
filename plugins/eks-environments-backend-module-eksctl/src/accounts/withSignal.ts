import type { AwsClients } from 'backstage-plugin-eksctl-node';
import type { AccountAccess } from './types';

/** The same access, of which every call to AWS ends when a signal aborts. */
export function withSignal(
  access: AccountAccess,
  signal: AbortSignal,
): AccountAccess {
  const clients = Object.fromEntries(
    Object.entries(access.clients).map(([service, client]) => [
      service,
      abortable(client, signal),
    ]),
  );
  return { ...access, clients: clients as AwsClients };
}

/** The paginators and waiters of the SDK accept only its own clients, so this one inherits from the given client. */
function abortable(
  client: AwsClients[keyof AwsClients],
  signal: AbortSignal,
): object {
  const send = (command: unknown, options?: object) =>
    Reflect.apply(client.send, client, [
      command,
      { abortSignal: signal, ...options },
    ]);
  return Object.create(client, { send: { value: send } });
}
