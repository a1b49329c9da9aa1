import { gunzipSync } from 'node:zlib';

/*
 * The calls that CloudTrail logged, as requests to IAM. It logs neither the tags of resources nor the service that a role is passed to; both count as
 * unknown. Nor does it log iam:PassRole, which is derived from the calls that pass a role.
 */

/** Names of services in policies, where they differ from the first part of the event source. */
const PREFIXES = {
  cloudcontrolapi: 'cloudformation',
  email: 'ses',
  monitoring: 'cloudwatch',
};

/** Names of actions in policies, where they differ from those of the calls. */
const ACTIONS = {
  's3:ListBuckets': 's3:ListAllMyBuckets',
  's3:ListObjects': 's3:ListBucket',
  's3:HeadObject': 's3:GetObject',
};

/** Calls that need no permission. */
const UNASKED = new Set(['sts:GetCallerIdentity']);

/** The parameters of calls that pass a role. */
const ROLES = {
  'eks:CreateCluster': ['roleArn'],
  'eks:CreateNodegroup': ['nodeRole'],
  'eks:CreateFargateProfile': ['podExecutionRoleArn'],
  'eks:CreateAddon': ['serviceAccountRoleArn'],
  'eks:UpdateAddon': ['serviceAccountRoleArn'],
  'eks:CreatePodIdentityAssociation': ['roleArn'],
  'eks:UpdatePodIdentityAssociation': ['roleArn'],
  'iam:AddRoleToInstanceProfile': ['roleName'],
};

/**
 * The events of a log file as CloudTrail writes it to S3, compressed or not, or of `aws cloudtrail lookup-events`.
 *
 * @param bytes {Buffer}
 */
export function eventsOf(bytes) {
  const isCompressed = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const log = JSON.parse(isCompressed ? gunzipSync(bytes) : bytes);
  if (Array.isArray(log.Records)) {
    return log.Records;
  }
  if (Array.isArray(log.Events)) {
    return log.Events.map(({ CloudTrailEvent }) => JSON.parse(CloudTrailEvent));
  }
  throw new Error('is no log of CloudTrail: it has neither Records nor Events');
}

/**
 * @param role name of the role whose calls count, those that CloudFormation made for it too
 */
export function requestsOfEvents(events, role) {
  return events.filter(event => isCallOf(event, role)).flatMap(requestsOf);
}

function isCallOf({ eventType = 'AwsApiCall', userIdentity }, role) {
  const issuer = userIdentity?.sessionContext?.sessionIssuer;
  return (
    eventType === 'AwsApiCall' &&
    issuer?.type === 'Role' &&
    issuer.arn.split('/').pop() === role
  );
}

function requestsOf(event) {
  const [service] = event.eventSource.split('.');
  // Some services put the version of their API behind the name.
  const name = event.eventName.replace(/\d{4}_?\d{2}_?\d{2}(?:v\d+)?$/, '');
  const call = `${PREFIXES[service] ?? service}:${name}`;
  const action = ACTIONS[call] ?? call;
  if (UNASKED.has(action)) {
    return [];
  }
  const request = {
    context: { 'aws:RequestedRegion': event.awsRegion },
    knowsContext: false,
    via: event.userIdentity.invokedBy ?? 'client',
  };
  return [
    { ...request, action, resource: resourceOf(service, event) },
    ...rolesOf(action, event).map(resource => ({
      ...request,
      action: 'iam:PassRole',
      resource,
    })),
  ];
}

/** @returns undefined where the log does not tell it in the form that policies have */
function resourceOf(service, event) {
  const { requestParameters: parameters } = event;
  const { awsRegion } = event;
  const account = accountOf(event);
  switch (service) {
    case 'iam':
      return identityOf(parameters ?? {}, account);
    case 'logs':
      return parameters?.logGroupName === undefined
        ? undefined
        : `arn:aws:logs:${awsRegion}:${account}:log-group:${parameters.logGroupName}:log-stream:`;
    case 'ssm':
      return typeof parameters?.name === 'string' &&
        parameters.name.startsWith('/aws/')
        ? `arn:aws:ssm:${awsRegion}::parameter${parameters.name}`
        : undefined;
    default:
      return undefined;
  }
}

function identityOf(parameters, account) {
  const prefix = `arn:aws:iam::${account}`;
  if (parameters.instanceProfileName) {
    return `${prefix}:instance-profile/${parameters.instanceProfileName}`;
  }
  if (parameters.roleName) {
    return roleArn(parameters.roleName, account);
  }
  if (parameters.openIDConnectProviderArn) {
    return parameters.openIDConnectProviderArn;
  }
  if (parameters.url) {
    return `${prefix}:oidc-provider/${parameters.url.replace(
      /^https:\/\//,
      '',
    )}`;
  }
  return Object.keys(parameters).some(name => /Name$|Arn$/.test(name))
    ? undefined
    : '*';
}

function rolesOf(action, event) {
  const { requestParameters } = event;
  const ofAssociations = requestParameters?.podIdentityAssociations;
  return [
    ...(ROLES[action] ?? []).map(name => requestParameters?.[name]),
    ...(Array.isArray(ofAssociations)
      ? ofAssociations.map(association => association.roleArn)
      : []),
  ]
    .filter(role => typeof role === 'string')
    .map(role => roleArn(role, accountOf(event)));
}

function roleArn(nameOrArn, account) {
  return nameOrArn.startsWith('arn:')
    ? nameOrArn
    : `arn:aws:iam::${account}:role/${nameOrArn}`;
}

function accountOf({ recipientAccountId, userIdentity }) {
  return recipientAccountId ?? userIdentity.accountId;
}
