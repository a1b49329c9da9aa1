import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { XMLParser } from 'fast-xml-parser';
import http from 'node:http';
import { Credentials } from './Credentials';
import { AwsApiError, NetworkError } from './errors';

/** A response of AWS, loosely typed: the caller knows its shape. */
export type Answer = Record<string, unknown>;

/** Counts the simulated seconds of its sleeps. */
export interface Stopwatch {
  waited(): number;
  sleep(seconds: number): Promise<void>;
}

interface Reply {
  status: number;
  headers: http.IncomingHttpHeaders;
  body: string;
}

const MAXIMUM_ATTEMPTS = 13;
const MAXIMUM_BACKOFF_SECONDS = 20;
const RETRYABLE =
  /^(Throttling|ThrottlingException|TooManyRequestsException|RequestLimitExceeded|ServiceUnavailable|InternalFailure)$/;
const SERVICE_LABELS: Record<string, string> = {
  sts: 'STS',
  eks: 'EKS',
  cloudformation: 'CloudFormation',
  ec2: 'EC2',
  iam: 'IAM',
  logs: 'CloudWatch Logs',
};

/** Query parameters of nested values: `{Tags: [{Key}]}` → `Tags.member.1.Key`. */
function flatten(
  prefix: string,
  value: unknown,
  into: URLSearchParams,
  infix: string,
): void {
  if (value === undefined) {
    return;
  }
  if (Array.isArray(value)) {
    value.forEach((item, index) =>
      flatten(`${prefix}${infix}.${index + 1}`, item, into, infix),
    );
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      flatten(prefix ? `${prefix}.${key}` : key, item, into, infix);
    }
  } else {
    into.set(prefix, String(value));
  }
}

const parser = new XMLParser({
  parseTagValue: false,
  // A list with one element must not look like a single value.
  isArray: name => name === 'member' || name === 'item',
});

/** AWS lists are `{member: […]}` or `{item: […]}`, and empty ones are ''. */
export function list(value: unknown): Answer[] {
  const wrapped = value as { member?: Answer[]; item?: Answer[] } | undefined;
  return wrapped?.member ?? wrapped?.item ?? [];
}

/**
 * A lightweight client for the calls that eksctl makes, with the retries of the Go SDK as eksctl configures it. The SDK for JavaScript
 * would do the same, but takes longer to load than most commands take to run.
 */
export class Aws {
  private readonly agent = new http.Agent({ keepAlive: true });

  constructor(
    readonly endpoint: string,
    readonly region: string,
    readonly credentials: Credentials,
    /** The speed factor of simulated time; read from the endpoint. */
    readonly speed: number,
  ) {}

  /** Waits as long as the real eksctl, in simulated time. */
  sleep(seconds: number): Promise<void> {
    return new Promise(resolve =>
      setTimeout(resolve, (seconds * 1000) / this.speed),
    );
  }

  /**
   * A stopwatch of simulated time. It counts sleeps, not the time that the machine took: at two thousand times the speed, a slow response
   * would look like minutes of waiting.
   */
  stopwatch(): Stopwatch {
    let waited = 0;
    return {
      waited: () => waited,
      sleep: async seconds => {
        waited += seconds;
        await this.sleep(seconds);
      },
    };
  }

  async query(
    service: string,
    action: string,
    parameters: Answer = {},
    retry = true,
  ): Promise<Answer> {
    const form = new URLSearchParams({ Action: action, Version: '2011-01-01' });
    flatten('', parameters, form, service === 'ec2' ? '' : '.member');
    const request = {
      method: 'POST',
      path: '/',
      headers: {
        'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
      },
      body: form.toString(),
    };
    const reply = await this.call(service, action, request, retry);
    const parsed = parser.parse(reply.body) as Record<string, Answer>;
    const response = parsed[`${action}Response`];
    return ((service === 'ec2' ? response : response[`${action}Result`]) ||
      {}) as Answer;
  }

  async eks(
    action: string,
    method: string,
    path: string,
    input: { query?: Record<string, string>; body?: unknown } = {},
  ): Promise<Answer> {
    const request = {
      method,
      path,
      query: input.query,
      headers: { 'content-type': 'application/json' },
      body: input.body === undefined ? '' : JSON.stringify(input.body),
    };
    return JSON.parse(
      (await this.call('eks', action, request, true)).body,
    ) as Answer;
  }

  /** A call of a JSON service that takes the action from a header. */
  async json(
    service: string,
    target: string,
    action: string,
    input: Answer,
  ): Promise<Answer> {
    const request = {
      method: 'POST',
      path: '/',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `${target}.${action}`,
      },
      body: JSON.stringify(input),
    };
    const { body } = await this.call(service, action, request, true);
    return JSON.parse(body || '{}') as Answer;
  }

  private async call(
    service: string,
    action: string,
    request: UnsignedRequest,
    retry: boolean,
  ): Promise<Reply> {
    const attempts = retry ? MAXIMUM_ATTEMPTS : 1;
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.once(service, action, request);
      } catch (error) {
        const retryable =
          error instanceof NetworkError ||
          (error instanceof AwsApiError && RETRYABLE.test(error.code));
        if (!retryable || attempt >= attempts) {
          throw error instanceof AwsApiError || error instanceof NetworkError
            ? error.after(attempt)
            : error;
        }
        await this.sleep(
          Math.random() * Math.min(MAXIMUM_BACKOFF_SECONDS, 2 ** attempt),
        );
      }
    }
  }

  private async once(
    service: string,
    action: string,
    request: UnsignedRequest,
  ): Promise<Reply> {
    const label = SERVICE_LABELS[service] ?? service;
    const url = new URL(this.endpoint);
    const keys = await this.credentials.keys().catch((error: Error) => {
      throw new Error(`operation error ${label}: ${action}, ${error.message}`);
    });
    const signer = new SignatureV4({
      credentials: keys,
      region: this.region,
      service,
      sha256: Sha256,
    });
    const signed = await signer.sign({
      protocol: url.protocol,
      hostname: url.hostname,
      port: Number(url.port),
      ...request,
      headers: { ...request.headers, host: url.host },
    });
    const query = new URLSearchParams(request.query).toString();
    const reply = await this.send(
      url,
      `${request.path}${query ? `?${query}` : ''}`,
      request,
      signed.headers,
    ).catch((error: NodeJS.ErrnoException) => {
      throw new NetworkError(label, action, `${this.endpoint}/`, error);
    });
    if (reply.status >= 400) {
      throw AwsApiError.from(
        label,
        action,
        reply.status,
        reply.headers,
        reply.body,
      );
    }
    return reply;
  }

  private send(
    url: URL,
    path: string,
    request: UnsignedRequest,
    headers: Record<string, string>,
  ): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const outgoing = http.request(
        {
          agent: this.agent,
          host: url.hostname,
          port: url.port,
          method: request.method,
          path,
          headers,
        },
        incoming => {
          const chunks: Buffer[] = [];
          incoming.on('data', chunk => chunks.push(chunk));
          incoming.on('error', reject);
          incoming.on('end', () =>
            resolve({
              status: incoming.statusCode ?? 0,
              headers: incoming.headers,
              body: Buffer.concat(chunks).toString('utf8'),
            }),
          );
        },
      );
      outgoing.on('error', reject);
      outgoing.end(request.body);
    });
  }
}

interface UnsignedRequest {
  method: string;
  path: string;
  query?: Record<string, string>;
  headers: Record<string, string>;
  body: string;
}
