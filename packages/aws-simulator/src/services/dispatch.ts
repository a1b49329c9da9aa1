import { AwsError } from '../server/AwsError';
import { Output, Protocol, QueryParameters } from '../server/protocols';
import { WireRequest } from '../server/signatures';
import { AUTO_SCALING } from './autoScaling';
import { CLOUD_CONTROL } from './cloudControl';
import { CLOUDFORMATION } from './cloudformation';
import { EC2 } from './ec2/actions';
import { ACCESS_OPERATIONS } from './eks/accessEntries';
import { ADDON_OPERATIONS } from './eks/addons';
import { CAPABILITY_OPERATIONS } from './eks/capabilities';
import { CLUSTER_OPERATIONS } from './eks/clusters';
import { NODEGROUP_OPERATIONS } from './eks/nodegroups';
import { IAM } from './iam';
import {
  CLASSIC_LOAD_BALANCING,
  CLASSIC_VERSION,
  LOAD_BALANCING,
} from './loadBalancing';
import { LOGS } from './logs';
import { SERVICE_QUOTAS } from './quotas';
import { ActionContext, JsonActions, JsonBody, QueryActions } from './service';
import { SES } from './ses';
import { SNS } from './sns';
import { SSM } from './ssm';
import { STS } from './sts';

const QUERY_SERVICES: Record<string, QueryActions> = {
  sts: STS,
  autoscaling: AUTO_SCALING,
  cloudformation: CLOUDFORMATION,
  ec2: EC2,
  iam: IAM,
  ses: SES,
  sns: SNS,
  elasticloadbalancing: LOAD_BALANCING,
};

const JSON_SERVICES: Record<string, JsonActions> = {
  logs: LOGS,
  cloudcontrolapi: CLOUD_CONTROL,
  servicequotas: SERVICE_QUOTAS,
  ssm: SSM,
};

const EKS_OPERATIONS = [
  ...CLUSTER_OPERATIONS,
  ...NODEGROUP_OPERATIONS,
  ...ADDON_OPERATIONS,
  ...CAPABILITY_OPERATIONS,
  ...ACCESS_OPERATIONS,
].map(operation => ({
  ...operation,
  pattern: new RegExp(
    `^${operation.path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`,
  ),
}));

/** A request that was parsed as a call of one action, ready to run. */
export interface Call {
  protocol: Protocol;
  service: string;
  action: string;
  /** The cluster, stack or other name that the call is about, for faults and the list of calls. */
  subject?: string;
  /** The parameters as received, including those of the path. */
  input: Record<string, unknown>;
  run(context: ActionContext): Output;
}

/** The protocol of a service, for errors that occur before an action is known. */
export function protocolOf(service: string | undefined): Protocol {
  if (service === 'ec2') {
    return 'ec2';
  }
  if (service === 'eks') {
    return 'rest-json';
  }
  return service !== undefined && service in JSON_SERVICES ? 'json' : 'query';
}

function unknownAction(action: string): AwsError {
  return new AwsError(
    400,
    'InvalidAction',
    `Could not find operation ${action} for this endpoint`,
  );
}

function parseBody(body: Buffer): JsonBody {
  if (body.length === 0) {
    return {};
  }
  try {
    return JSON.parse(body.toString('utf8')) as JsonBody;
  } catch {
    throw new AwsError(
      400,
      'SerializationException',
      'The request body is not valid JSON',
    );
  }
}

function queryCall(service: string, request: WireRequest): Call {
  const url = new URL(request.url, 'http://localhost');
  const form =
    request.method === 'GET'
      ? url.searchParams
      : new URLSearchParams(request.body.toString('utf8'));
  const parameters = new QueryParameters(form);
  const action = parameters.text('Action') ?? '';
  const classic =
    service === 'elasticloadbalancing' &&
    parameters.text('Version') === CLASSIC_VERSION;
  const actions = classic ? CLASSIC_LOAD_BALANCING : QUERY_SERVICES[service];
  const run = Object.hasOwn(actions, action) ? actions[action] : undefined;
  return {
    protocol: protocolOf(service),
    service,
    action,
    subject:
      parameters.text('StackName') ??
      parameters.text('RoleName') ??
      parameters.text('RoleArn'),
    input: Object.fromEntries(form),
    run: context => {
      if (!run) {
        throw unknownAction(action);
      }
      return run(context, parameters);
    },
  };
}

function jsonCall(service: string, request: WireRequest): Call {
  const action = (request.headers['x-amz-target'] ?? '').split('.').pop() ?? '';
  const actions = JSON_SERVICES[service];
  const run = Object.hasOwn(actions, action) ? actions[action] : undefined;
  const body = parseBody(request.body);
  return {
    protocol: 'json',
    service,
    action,
    subject:
      typeof body.logGroupName === 'string' ? body.logGroupName : undefined,
    input: body,
    run: context => {
      if (!run) {
        throw unknownAction(action);
      }
      return run(context, body);
    },
  };
}

function eksCall(request: WireRequest): Call {
  const url = new URL(request.url, 'http://localhost');
  for (const operation of EKS_OPERATIONS) {
    const match =
      operation.method === request.method
        ? operation.pattern.exec(url.pathname)
        : undefined;
    if (match) {
      const parameters = Object.fromEntries(
        Object.entries(match.groups ?? {}).map(([name, value]) => [
          name,
          decodeURIComponent(value),
        ]),
      );
      return {
        protocol: 'rest-json',
        service: 'eks',
        action: operation.action,
        subject: parameters.cluster ?? parameters.name ?? parameters.arn,
        get input() {
          return { ...parseBody(request.body), ...parameters };
        },
        run: context =>
          operation.run(
            context,
            parameters,
            parseBody(request.body),
            url.searchParams,
          ),
      };
    }
  }
  return {
    protocol: 'rest-json',
    service: 'eks',
    action: `${request.method} ${url.pathname}`,
    input: {},
    run: () => {
      throw unknownAction(`${request.method} ${url.pathname}`);
    },
  };
}

/** Parses a request that is signed for the given service. */
export function understand(service: string, request: WireRequest): Call {
  if (service === 'eks') {
    return eksCall(request);
  }
  if (service in JSON_SERVICES) {
    return jsonCall(service, request);
  }
  if (service in QUERY_SERVICES) {
    return queryCall(service, request);
  }
  throw new AwsError(
    400,
    'InvalidAction',
    `The simulator does not know the service ${service}`,
  );
}

/** The cluster's name in a call's subject, which may be the name or id of one of its stacks, or its log group. */
export function clusterOf(subject: string | undefined): string | undefined {
  const [, ofLogGroup] =
    /^\/aws\/eks\/(.+)\/cluster$/.exec(subject ?? '') ?? [];
  if (ofLogGroup) {
    return ofLogGroup;
  }
  const stackName = subject?.startsWith('arn:')
    ? subject.split('/')[1]
    : subject;
  const [, ofStack] =
    /^eksctl-(.+?)-(?:cluster$|nodegroup-|addon-|accessentry-|podidentityrole-|fargate$)/.exec(
      stackName ?? '',
    ) ?? [];
  return ofStack ?? stackName;
}
