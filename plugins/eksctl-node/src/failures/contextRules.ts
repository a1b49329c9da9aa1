import { codes } from './codes';
import type { FailureRule } from './FailureRule';

/** Codes and sentences whose meaning depends on their context. */
export const contextRules: FailureRule[] = [
  // AWS does not serve the account, but reports codes for wrong values and for missing permissions.
  {
    kind: 'accountNotReady',
    text: /\brequests? for accessing resources in this region (?:is|are) being validated|\baccount is currently being verified|\baccount (?:is |has )?(?:currently )?(?:pending|not (?:yet )?(?:been )?)(?: ?)(?:verification|verified|activation|activated|active)\b|\bPending ?Verification\b|\baccount activation (?:is )?(?:pending|in progress)/i,
  },
  {
    kind: 'accountBlocked',
    text: /\baccount is not authorized to use this service\b|\baccount is (?:currently )?(?:blocked|suspended|closed|not recognized as a valid account)|\baccount has been (?:blocked|suspended|closed|deactivated)/i,
  },
  {
    kind: 'notSubscribed',
    text: /\bneeds a subscription for the service|\bnot subscribed to (?:this|the requested) service|\bnot (?:activated|enabled) in this region for account|\baccept (?:the )?terms and subscribe|\bsubscribe to this (?:software|product)|\bregion is not enabled (?:for|in) (?:this|your) account|\bregion \S+ is disabled/i,
  },

  // EC2 terminated an instance at launch with a client error: it cannot use the KMS key of its volumes.
  { kind: 'keyNotUsable', codes: codes('InternalError'), fault: 'Client' },
  {
    kind: 'keyNotUsable',
    text: /\bClient error on launch\b|\bKMS key\b.{0,200}(?:\b(?:is )?(?:disabled|not accessible|inaccessible|pending (?:deletion|import)|does not exist|invalid)|could not be (?:found|used))|\bkey .{0,120} is pending deletion\b/is,
  },
  {
    kind: 'keyNotUsable',
    codes: codes('AccessDenied', 'NotFound', 'Disabled', 'InvalidState'),
    service: /^(?:AWS)?KMS$/i,
  },

  {
    kind: 'busy',
    text: /\bin namespace \S+ because it is being terminated\b/,
  },

  // Kubernetes RBAC denied access, not IAM. EKS reports AccessDenied for both.
  {
    kind: 'notPermittedInKubernetes',
    text: /\bis forbidden: (?:User|violates|exceeds|not allowed)\b|\bthe server has asked for the client to provide credentials\b|\bmust be logged in to the server\b|\b(?:in|of) the aws-auth ConfigMap\b|\bcluster's API server\b.{0,80}\bnot authorized\b|^Unauthorized$/,
  },

  // Reads like invalid credentials, but is a missing permission.
  {
    kind: 'notPermitted',
    codes: codes(
      'AuthFailure\\.ServiceLinkedRole\\w*',
      'ServiceLinkedRole\\w*',
    ),
  },
  {
    kind: 'notPermitted',
    codes: codes('AuthFailure'),
    text: /\bnot authorized\b|\bdo(?:es)? not have permission\b/i,
  },

  // EKS reports "in use" for what exists, for what is still changing, and for what another resource uses.
  {
    kind: 'busy',
    text: /\bin (?:status|state):? ["(]?(?:CREATING|DELETING|UPDATING|PENDING)\b|\bstatus:? (?:is |of )?["(]?(?:CREATING|DELETING|UPDATING)\b|\bin (?:the )?["(]?(?:CREATING|DELETING|UPDATING|PENDING)\b["]? (?:state|status)\b|\bdue to status "?(?:CREATING|DELETING|UPDATING|PENDING)\b|\bcurrently has (?:an )?update\b|\bhas an update in progress\b|\bupdate \S+ (?:already )?in progress\b/,
  },
  {
    kind: 'busy',
    text: /\bis in \w+_IN_PROGRESS state and can ?not\b|\b(?:can(?:not| ?not)|could not) be \w+ (?:as|because|while) it is (?:currently )?(?:not in (?:an )?active stat|being (?:created|deleted|updated|modified))|\b(?:currently )?not in (?:an )?active (?:state|status)\b|\bstill being (?:created|deleted|updated)\b|\boperation (?:is )?(?:already )?in progress\b|\bongoing operation\b|\bis currently being (?:created|deleted|updated|modified)\b|\bplease (?:wait and )?try again (?:after|once|when) .{0,80}(?:complete|finish|active)/i,
  },
  {
    kind: 'busy',
    text: /\bstill propagating\b|\bresources? (?:were created and )?are (?:still )?propagating\b/i,
  },
  {
    kind: 'heldByLeftovers',
    text: /\b[Cc]luster has (?:node ?groups|[Ff]argate profiles|capabilities|add-?ons) attached\b|\bdeadline surpassed waiting for AWS load balancers\b/,
  },
  // Nobody can detach an interface of a load balancer.
  {
    kind: 'heldByLeftovers',
    text: /\bnot allowed to manage '?\w+-attach'? attachments\b/,
  },
  // A creation that was rolled back leaves its stack.
  {
    kind: 'alreadyExists',
    text: /\bis in \w+_(?:COMPLETE|FAILED) state and can ?not be updated\b/,
  },
  {
    kind: 'protectedStack',
    text: /\bwhile TerminationProtection is enabled\b|\bhas deletion protection enabled\b|\bdeletion ?protection is (?:enabled|on)\b|\bdisableApiTermination\b/i,
  },

  // In a deletion, a missing resource is already deleted; in a creation, it is an error in the config.
  {
    kind: 'notThere',
    codes: codes(
      '\\w+NotFound',
      'Invalid\\w+\\.(?:NotFound|Unknown)',
      'NoSuchEntity',
    ),
    during: 'delete',
  },

  // The SDK has a quota for its retries.
  { kind: 'throttled', text: /\bfailed to get rate limit token\b/ },

  // Auto Scaling and CloudFormation wrap these errors in codes of their own.
  {
    kind: 'noCapacityInZone',
    text: /\bdoes not currently have sufficient capacity to support the cluster\b|\bdoes not support creating control plane instances in\b/i,
  },
  {
    kind: 'typeNotInZone',
    text: /\brequested instance type \([\w.-]+\) is not supported in your requested Availability Zone\b|\brequested configuration is currently not supported\b|\binstance type \S+ (?:is )?not (?:supported|available|offered) in\b|\bsupport instance type \S+/i,
  },
  {
    kind: 'noFreeAddresses',
    text: /\b(?:not (?:have )?enough|insufficient|no|too few) (?:free |available )?(?:IP ?(?:v4)? )?addresses\b/i,
  },
];
