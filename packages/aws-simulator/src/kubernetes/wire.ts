import { IncomingMessage } from 'node:http';

export type Json = Record<string, unknown>;

/** A response of the Kubernetes API. */
export interface Answer {
  status: number;
  body: Json;
}

/** The Status object of a failed request. */
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

/** The end of a field of each wire type that is not length-delimited, after its tag. */
const ENDS: Record<number, (message: Buffer, at: number) => number> = {
  0: (message, at) => varint(message, at).next,
  1: (_, at) => at + 8,
  5: (_, at) => at + 4,
};

/** The contents of every occurrence of a field in a Protobuf message. */
function fieldsOf(message: Buffer, wanted: number): Buffer[] {
  const found: Buffer[] = [];
  for (let at = 0; at < message.length; ) {
    const { value: tag, next } = varint(message, at);
    const end = ENDS[tag % 8];
    if (end) {
      at = end(message, next);
      continue;
    }
    const { value: length, next: begin } = varint(message, next);
    at = begin + length;
    if (tag === wanted * 8 + 2) {
      found.push(message.subarray(begin, at));
    }
  }
  return found;
}

function textOf(message: Buffer, field: number): string {
  return fieldsOf(message, field)[0]?.toString('utf8') ?? '';
}

/** A map is a repeated field with one entry each: the key is field 1, the value field 2. */
function mapOf(message: Buffer, field: number): Record<string, string> {
  return Object.fromEntries(
    fieldsOf(message, field).map(entry => [textOf(entry, 1), textOf(entry, 2)]),
  );
}

/** The object is field 2 of its envelope, and its metadata is field 1 of the object. */
function metadataInProtobuf(envelope: Buffer): ObjectMetadata {
  const [metadata = Buffer.alloc(0)] = fieldsOf(envelope, 2).flatMap(object =>
    fieldsOf(object, 1),
  );
  return {
    name: textOf(metadata, 1),
    labels: mapOf(metadata, 11),
    annotations: mapOf(metadata, 12),
  };
}

/** The metadata fields of a Kubernetes object that are read. */
export interface ObjectMetadata {
  name: string;
  annotations?: Record<string, string>;
  labels?: Record<string, string>;
}

/** The metadata of the object in a request: in JSON, or in Protobuf, which the Go client of Kubernetes prefers. */
export async function metadataIn(
  request: IncomingMessage,
): Promise<ObjectMetadata> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk);
  }
  const body = Buffer.concat(chunks);
  return body.subarray(0, 4).equals(PROTOBUF)
    ? metadataInProtobuf(body.subarray(4))
    : JSON.parse(body.toString('utf8')).metadata;
}
