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

const PROTOBUF = Buffer.from('k8s\0');

function varint(
  message: Buffer,
  from: number,
): { value: number; next: number } {
  let value = 0;
  for (let at = from, shift = 0; ; at++, shift += 7) {
    value += (message[at] % 128) * 2 ** shift;
    if (message[at] < 128) {
      return { value, next: at + 1 };
    }
  }
}

/** A field that has a length, of a Protobuf message in which those before it have one too. */
function fieldOf(message: Buffer, wanted: number): Buffer {
  for (let at = 0; at < message.length; ) {
    const tag = message[at];
    const { value: length, next } = varint(message, at + 1);
    if (tag === wanted * 8 + 2) {
      return message.subarray(next, next + length);
    }
    at = next + length;
  }
  return Buffer.alloc(0);
}

/** The object is field 2 of its envelope, its metadata field 1 of the object, and its name field 1 of that. */
function nameInProtobuf(envelope: Buffer): string {
  return [2, 1, 1]
    .reduce((message, field) => fieldOf(message, field), envelope)
    .toString('utf8');
}

/** The name of the object that a request brings: in JSON, or in Protobuf, which Kubernetes' client for Go prefers. */
export async function nameIn(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk);
  }
  const body = Buffer.concat(chunks);
  return body.subarray(0, 4).equals(PROTOBUF)
    ? nameInProtobuf(body.subarray(4))
    : String(JSON.parse(body.toString('utf8')).metadata.name);
}
