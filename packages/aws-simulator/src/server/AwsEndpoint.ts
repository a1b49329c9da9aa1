import { IncomingMessage, ServerResponse } from 'node:http';
import { StackEngine } from '../cloudformation/StackEngine';
import { KubernetesServers } from '../kubernetes/KubernetesServers';
import { AuthorizationLog } from '../iam/Authorization';
import { authorizationsOfCall } from '../iam/callDemands';
import { Call, clusterOf, protocolOf, understand } from '../services/dispatch';
import { FaultEffect } from '../world/model';
import { uuid } from '../world/ids';
import { World } from '../world/World';
import { AwsError } from './AwsError';
import { WireResponse, writeError, writeResult } from './protocols';
import {
  Signed,
  WireRequest,
  claimedService,
  verifySignature,
} from './signatures';

/** A request that was answered, for tests and the page. */
export interface CallRecord {
  at: number;
  service: string;
  action: string;
  subject?: string;
  /** AWS error code, if it was refused. */
  error?: string;
}

const KEPT_CALLS = 1000;
const REQUEST_EFFECTS = [
  'error',
  'throttling',
  'expired-credentials',
  'access-denied',
  'unavailable',
  'hang',
  'connection-reset',
] as const;
type RequestEffect = Extract<
  FaultEffect,
  { kind: (typeof REQUEST_EFFECTS)[number] }
>;

const HANG_CHECK_MS = 250;

function errorFor(effect: RequestEffect, call: Call, signed: Signed): AwsError {
  switch (effect.kind) {
    case 'throttling':
      return new AwsError(
        call.service === 'eks' ? 429 : 400,
        call.service === 'eks' ? 'TooManyRequestsException' : 'Throttling',
        'Rate exceeded',
      );
    case 'expired-credentials':
      return new AwsError(
        403,
        call.service === 'eks' ? 'ExpiredTokenException' : 'ExpiredToken',
        'The security token included in the request is expired',
      );
    case 'access-denied': {
      const { principal, region } = signed;
      const resource = deniedResource(call, region, principal.accountId);
      return new AwsError(
        403,
        call.service === 'eks' ? 'AccessDeniedException' : 'AccessDenied',
        `User: ${principal.arn} is not authorized to perform: ${call.service}:${call.action} on resource: ${resource}`,
      );
    }
    case 'error':
      return new AwsError(effect.status, effect.code, effect.message);
    default:
      return new AwsError(503, 'ServiceUnavailable', 'Service Unavailable');
  }
}

function deniedResource(call: Call, region: string, accountId: string): string {
  if (call.service === 'cloudformation' && call.subject) {
    return `arn:aws:cloudformation:${region}:${accountId}:stack/${call.subject}/* because no identity-based policy allows the cloudformation:${call.action} action`;
  }
  return call.service === 'eks' && call.subject
    ? `arn:aws:eks:${region}:${accountId}:cluster/${call.subject}`
    : '*';
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

/**
 * The single endpoint of all AWS services. A request belongs to the service in its signature; paths of different services are unrelated.
 */
export class AwsEndpoint {
  private readonly records: CallRecord[] = [];

  constructor(
    private readonly world: World,
    private readonly stacks: StackEngine,
    private readonly kubernetes: KubernetesServers,
    /** Records the IAM authorizations that the calls need; if omitted, nothing is recorded. */
    private readonly authorizations?: AuthorizationLog,
  ) {}

  calls(): CallRecord[] {
    return [...this.records];
  }

  async handle(
    incoming: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const request: WireRequest = {
      method: incoming.method ?? 'GET',
      url: incoming.url ?? '/',
      headers: Object.fromEntries(
        Object.entries(incoming.headers).map(([name, value]) => [
          name,
          Array.isArray(value) ? value.join(',') : value ?? '',
        ]),
      ),
      body: await readBody(incoming),
    };
    const answer = await this.answer(request);
    if (answer === undefined) {
      incoming.socket.destroy();
      return;
    }
    response.writeHead(answer.status, answer.headers);
    response.end(answer.body);
  }

  /** If undefined, the connection is closed without a response. */
  private async answer(
    request: WireRequest,
  ): Promise<WireResponse | undefined> {
    const requestId = uuid();
    const service = claimedService(request);
    let call: Call | undefined;
    try {
      const signed = await verifySignature(this.world, request);
      call = understand(signed.service, request);
      const fault = this.takeFault(call, signed);
      if (fault?.effect.kind === 'connection-reset') {
        this.record(call, 'connection-reset');
        return undefined;
      }
      if (fault?.effect.kind === 'hang') {
        this.record(call, 'hang');
        await this.hang(fault.id);
        return undefined;
      }
      if (fault) {
        throw errorFor(fault.effect, call, signed);
      }
      const output = await this.run(call, signed);
      this.record(call);
      return writeResult(
        call.protocol,
        call.service,
        call.action,
        output,
        requestId,
      );
    } catch (error) {
      const known =
        error instanceof AwsError
          ? error
          : new AwsError(500, 'InternalFailure', String(error));
      if (call) {
        this.record(call, known.code);
      }
      return writeError(
        call?.protocol ?? protocolOf(service),
        service ?? '',
        known,
        requestId,
      );
    }
  }

  private async run(call: Call, { principal, region }: Signed) {
    this.world.settle();
    await this.kubernetes.sync();
    this.authorizations?.add(
      authorizationsOfCall(this.world, call, {
        principal: principal.iamArn,
        accountId: principal.accountId,
        region,
      }),
    );
    const output = call.run({
      world: this.world,
      stacks: this.stacks,
      principal,
      accountId: principal.accountId,
      regionName: region,
      region: this.world.region(principal.accountId, region),
    });
    return output;
  }

  private takeFault(
    call: Call,
    { principal, region }: Signed,
  ): { id: string; effect: RequestEffect } | undefined {
    return this.world.faults.take(REQUEST_EFFECTS, {
      service: call.service,
      action: call.action,
      accountId: principal.accountId,
      region,
      cluster: clusterOf(call.subject),
    });
  }

  /** Waits until the fault is removed, or for five minutes if it occurs once. */
  private async hang(faultId: string): Promise<void> {
    const until = Date.now() + 5 * 60_000;
    const lasting = this.world.faults.has(faultId);
    while (Date.now() < until && (!lasting || this.world.faults.has(faultId))) {
      await new Promise(resolve => setTimeout(resolve, HANG_CHECK_MS).unref());
    }
  }

  private record(call: Call, error?: string): void {
    const { service, action, subject } = call;
    this.records.push({
      at: this.world.now(),
      service,
      action,
      subject,
      error,
    });
    if (this.records.length > KEPT_CALLS) {
      this.records.shift();
    }
  }
}
