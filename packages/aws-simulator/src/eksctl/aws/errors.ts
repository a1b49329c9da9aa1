import { IncomingHttpHeaders } from 'node:http';

/** Exceptions that the Go SDK has types for; it writes all others as `api error`. */
const MODELLED =
  /^(AlreadyExistsException|ResourceNotFoundException|ResourceInUseException|InvalidParameterException|ResourceLimitExceededException|InvalidRequestException)$/;

/** An error response of AWS, in the format of the Go SDK. */
export class AwsApiError extends Error {
  private constructor(
    private readonly prefix: string,
    private readonly rest: string,
    readonly code: string,
    readonly status: number,
    /** The message from AWS. */
    readonly awsMessage: string,
  ) {
    super(`${prefix}, ${rest}`);
    this.name = 'AwsApiError';
  }

  static from(
    label: string,
    action: string,
    status: number,
    headers: IncomingHttpHeaders,
    body: string,
  ): AwsApiError {
    const { code, message, requestId } = body.startsWith('{')
      ? readJson(headers, body)
      : readXml(body);
    const kind = MODELLED.test(code) ? '' : 'api error ';
    return new AwsApiError(
      `operation error ${label}: ${action}`,
      `https response error StatusCode: ${status}, RequestID: ${requestId}, ${kind}${code}: ${message}`,
      code,
      status,
      message,
    );
  }

  /** The same error with the number of attempts, which the SDK mentions only when it gave up. */
  after(attempts: number): AwsApiError {
    if (attempts === 1) {
      return this;
    }
    const prefix = `${this.prefix}, exceeded maximum number of attempts, ${attempts}`;
    return new AwsApiError(
      prefix,
      this.rest,
      this.code,
      this.status,
      this.awsMessage,
    );
  }
}

function readJson(headers: IncomingHttpHeaders, body: string) {
  const parsed = JSON.parse(body) as { __type?: string; message?: string };
  return {
    code: String(
      headers['x-amzn-errortype'] ?? parsed.__type ?? 'UnknownError',
    ),
    message: parsed.message ?? '',
    requestId: String(headers['x-amzn-requestid'] ?? ''),
  };
}

const ENTITIES: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
};

function readXml(body: string) {
  const field = (name: string) =>
    (new RegExp(`<${name}>([^<]*)</${name}>`).exec(body)?.[1] ?? '').replace(
      /&(amp|lt|gt|quot);/g,
      (_, entity: string) => ENTITIES[entity],
    );
  return {
    code: field('Code'),
    message: field('Message'),
    requestId: field('RequestId') || field('RequestID'),
  };
}

/** No response at all. */
export class NetworkError extends Error {
  constructor(
    private readonly label: string,
    private readonly action: string,
    private readonly url: string,
    private readonly reason: NodeJS.ErrnoException,
    attempts = 1,
  ) {
    const { host } = new URL(url);
    const detail =
      reason.code === 'ECONNREFUSED'
        ? `dial tcp ${host}: connect: connection refused`
        : 'EOF';
    const gaveUp =
      attempts > 1 ? ` exceeded maximum number of attempts, ${attempts},` : '';
    super(
      `operation error ${label}: ${action},${gaveUp} https response error StatusCode: 0, RequestID: , request send failed, Post "${url}": ${detail}`,
    );
    this.name = 'NetworkError';
  }

  after(attempts: number): NetworkError {
    return new NetworkError(
      this.label,
      this.action,
      this.url,
      this.reason,
      attempts,
    );
  }
}
