import { IncomingMessage } from 'node:http';

export type Json = Record<string, unknown>;

/** An answer of the Kubernetes API. */
export interface Answer {
  status: number;
  body: Json;
}

/** What Kubernetes answers when it did not do what was asked. */
export function statusOf(
  code: number,
  reason: string,
  message: string,
): Answer {
  return {
    status: code,
    body: {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message,
      reason,
      code,
    },
  };
}

export function listOf(
  kind: string,
  apiVersion: string,
  items: Json[],
): Answer {
  return {
    status: 200,
    body: { kind, apiVersion, metadata: { resourceVersion: '1' }, items },
  };
}

/** The name of the object that a request brings. */
export async function nameIn(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk);
  }
  const body = JSON.parse(Buffer.concat(chunks).toString('utf8'));
  return String(body.metadata.name);
}
