import { AwsError } from './AwsError';

/** The response of a service: nested values that a protocol serializes. */
export type Output = { [key: string]: OutputValue };
export type OutputValue =
  | string
  | number
  | boolean
  | Date
  | undefined
  | Output
  | OutputValue[];

/** The parameters of a query request: `Filter.1.Value.2=x` is read by path. */
export class QueryParameters {
  constructor(private readonly parameters: URLSearchParams) {}

  text(name: string): string | undefined {
    return this.parameters.get(name) ?? undefined;
  }

  required(name: string): string {
    const value = this.text(name);
    if (value === undefined) {
      throw new AwsError(
        400,
        'MissingParameter',
        `The request must contain the parameter ${name}`,
      );
    }
    return value;
  }

  number(name: string): number | undefined {
    const value = this.text(name);
    return value === undefined ? undefined : Number(value);
  }

  flag(name: string): boolean {
    return this.text(name) === 'true';
  }

  /** `Name.1`, `Name.2`, … or `Name.member.1`, … */
  list(name: string): string[] {
    return this.indices(name).map(path => this.text(path) ?? '');
  }

  /** The same for structures, with one reader for each. */
  structures(name: string): QueryParameters[] {
    return this.indices(name).map(path => {
      const inner = new URLSearchParams();
      for (const [key, value] of this.parameters) {
        if (key.startsWith(`${path}.`)) {
          inner.append(key.slice(path.length + 1), value);
        }
      }
      return new QueryParameters(inner);
    });
  }

  private indices(name: string): string[] {
    const pattern = new RegExp(`^(${name}\\.(?:member\\.)?\\d+)(?:\\.|$)`);
    const found = new Set<string>();
    for (const key of this.parameters.keys()) {
      const path = pattern.exec(key)?.[1];
      if (path) {
        found.add(path);
      }
    }
    return [...found].sort(
      (left, right) =>
        Number(left.split('.').pop()) - Number(right.split('.').pop()),
    );
  }
}

const XML_ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, character => XML_ENTITIES[character]);
}

function writeXml(name: string, value: OutputValue, itemName: string): string {
  if (value === undefined) {
    return '';
  }
  if (Array.isArray(value)) {
    return `<${name}>${value
      .map(item => writeXml(itemName, item, itemName))
      .join('')}</${name}>`;
  }
  if (value instanceof Date) {
    return `<${name}>${value.toISOString()}</${name}>`;
  }
  if (typeof value === 'object') {
    const inner = Object.entries(value).map(([key, item]) =>
      writeXml(key, item, itemName),
    );
    return `<${name}>${inner.join('')}</${name}>`;
  }
  return `<${name}>${escapeXml(String(value))}</${name}>`;
}

export interface WireResponse {
  status: number;
  headers: Record<string, string>;
  body: string;
}

export type Protocol = 'query' | 'ec2' | 'json' | 'rest-json';

const NAMESPACES: Record<string, string> = {
  sts: 'https://sts.amazonaws.com/doc/2011-06-15/',
  cloudformation: 'http://cloudformation.amazonaws.com/doc/2010-05-15/',
  iam: 'https://iam.amazonaws.com/doc/2010-05-08/',
  ses: 'http://ses.amazonaws.com/doc/2010-12-01/',
  sns: 'http://sns.amazonaws.com/doc/2010-03-31/',
  elasticloadbalancing:
    'http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/',
  ec2: 'http://ec2.amazonaws.com/doc/2016-11-15/',
};

function xml(status: number, body: string): WireResponse {
  return {
    status,
    headers: { 'content-type': 'text/xml' },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}`,
  };
}

function jsonValue(value: OutputValue): unknown {
  if (value instanceof Date) {
    return value.getTime() / 1000;
  }
  if (Array.isArray(value)) {
    return value.map(jsonValue);
  }
  if (typeof value === 'object') {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, jsonValue(item)]),
    );
  }
  return value;
}

export function writeResult(
  protocol: Protocol,
  service: string,
  action: string,
  output: Output,
  requestId: string,
): WireResponse {
  const attributes = `xmlns="${NAMESPACES[service] ?? ''}"`;
  switch (protocol) {
    case 'query': {
      const result = writeXml(`${action}Result`, output, 'member');
      const metadata = `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>`;
      return xml(
        200,
        `<${action}Response ${attributes}>${result}${metadata}</${action}Response>`,
      );
    }
    case 'ec2': {
      const inner = Object.entries(output).map(([key, value]) =>
        writeXml(key, value, 'item'),
      );
      return xml(
        200,
        `<${action}Response ${attributes}><requestId>${requestId}</requestId>${inner.join(
          '',
        )}</${action}Response>`,
      );
    }
    case 'json':
      return {
        status: 200,
        headers: {
          'content-type': 'application/x-amz-json-1.1',
          'x-amzn-requestid': requestId,
        },
        body: JSON.stringify(jsonValue(output)),
      };
    default:
      return {
        status: 200,
        headers: {
          'content-type': 'application/json',
          'x-amzn-requestid': requestId,
        },
        body: JSON.stringify(jsonValue(output)),
      };
  }
}

export function writeError(
  protocol: Protocol,
  service: string,
  error: AwsError,
  requestId: string,
): WireResponse {
  const { statusCode, code, message } = error;
  const inner = `<Code>${escapeXml(code)}</Code><Message>${escapeXml(
    message,
  )}</Message>`;
  switch (protocol) {
    case 'query': {
      const type = statusCode < 500 ? 'Sender' : 'Receiver';
      return xml(
        statusCode,
        `<ErrorResponse xmlns="${
          NAMESPACES[service] ?? ''
        }"><Error><Type>${type}</Type>${inner}</Error><RequestId>${requestId}</RequestId></ErrorResponse>`,
      );
    }
    case 'ec2':
      return xml(
        statusCode,
        `<Response><Errors><Error>${inner}</Error></Errors><RequestID>${requestId}</RequestID></Response>`,
      );
    default:
      return {
        status: statusCode,
        headers: {
          'content-type':
            protocol === 'json'
              ? 'application/x-amz-json-1.1'
              : 'application/json',
          'x-amzn-errortype': code,
          'x-amzn-requestid': requestId,
        },
        body: JSON.stringify({ __type: code, message }),
      };
  }
}
