import { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { metadataIn } from './wire';

function requestWith(body: Buffer): IncomingMessage {
  return Readable.from([body]) as unknown as IncomingMessage;
}

/** A number below 16,384 in Protobuf encoding. */
function varint(value: number): Buffer {
  return value < 128
    ? Buffer.from([value])
    : Buffer.from([128 + (value % 128), Math.floor(value / 128)]);
}

/** A field of a Protobuf message. */
function field(number: number, content: Buffer | string): Buffer {
  const bytes = Buffer.from(content);
  return Buffer.concat([varint(number * 8 + 2), varint(bytes.length), bytes]);
}

describe('the metadata in a request', () => {
  it('is read from JSON', async () => {
    const body = Buffer.from(
      '{"kind":"Namespace","metadata":{"name":"backup"}}',
    );
    expect(await metadataIn(requestWith(body))).toEqual({ name: 'backup' });
  });

  it('is read from Protobuf', async () => {
    const type = Buffer.concat([field(1, 'v1'), field(2, 'Namespace')]);
    const metadata = Buffer.concat([
      field(1, 'backup'),
      // The generation, a number.
      Buffer.from([7 * 8, 150, 1]),
      field(11, Buffer.concat([field(1, 'label'), field(2, 'value')])),
      field(12, Buffer.concat([field(1, 'role'), field(2, 'r'.repeat(200))])),
      field(12, Buffer.concat([field(1, 'other'), field(2, '')])),
    ]);
    const body = Buffer.concat([
      Buffer.from('k8s\0'),
      field(1, type),
      field(2, field(1, metadata)),
    ]);
    expect(await metadataIn(requestWith(body))).toEqual({
      name: 'backup',
      labels: { label: 'value' },
      annotations: { role: 'r'.repeat(200), other: '' },
    });
  });
});
