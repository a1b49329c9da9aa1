import { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { nameIn } from './wire';

function requestWith(body: Buffer): IncomingMessage {
  return Readable.from([body]) as unknown as IncomingMessage;
}

/** A field of a Protobuf message, of less than 128 bytes. */
function field(number: number, content: Buffer | string): Buffer {
  const bytes = Buffer.from(content);
  return Buffer.concat([Buffer.from([number * 8 + 2, bytes.length]), bytes]);
}

describe('the name in a request', () => {
  it('is read from JSON', async () => {
    const body = Buffer.from(
      '{"kind":"Namespace","metadata":{"name":"backup"}}',
    );
    expect(await nameIn(requestWith(body))).toBe('backup');
  });

  it('is read from Protobuf', async () => {
    const type = Buffer.concat([field(1, 'v1'), field(2, 'Namespace')]);
    const metadata = Buffer.concat([
      field(1, 'backup'),
      field(11, Buffer.concat([field(1, 'label'), field(2, 'value')])),
    ]);
    const body = Buffer.concat([
      Buffer.from('k8s\0'),
      field(1, type),
      field(2, field(1, metadata)),
    ]);
    expect(await nameIn(requestWith(body))).toBe('backup');
  });
});
