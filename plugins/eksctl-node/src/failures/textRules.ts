import { codes } from './codes';
import type { FailureRule } from './FailureRule';

/*
 * Rules for sentences without a code. Each pattern has several words, or one word that is no plausible cluster name: a name such as
 * `throttling-test` or `access-denied-lab` must not match.
 */
export const textRules: FailureRule[] = [
  {
    kind: 'quotaUsedUp',
    text: /\bmaximum number of [\w /-]+ (?:has been|is|was) (?:reached|exceeded)|\b(?:[Yy]ou(?:'ve| have) )?(?:reached|exceeded|at) (?:your|the) (?:(?:\w+ ){0,3}quota|(?:\w+ ){0,3}limit) (?:for|of|on)\b|\b[Cc]annot exceed quota\b|\bwould exceed (?:the|your) (?:\w+ ){0,3}(?:limit|quota)\b|\b(?:vCPU|instance) (?:limit|quota) of \d+\b|\b[Yy]our quota allows for \d+ more\b|\b[Mm]ax (?:spot )?instance count exceeded\b|\brequested more (?:instances|vCPU)|\bquota (?:has been |was )?exceeded (?:for|in)\b|\bexceeded quota: |\b[Ll]imit exceeded for resource\b/,
  },
  {
    kind: 'noCapacityForInstances',
    text: /\binsufficient capacity\b|\bdo not have sufficient [\w.-]+ capacity\b|\bdo(?:es)? not have sufficient (?:compatible and available )?capacity\b|\bno Spot capacity available\b|\bCould not launch (?:Spot|On-Demand) Instances\. Insufficient/i,
  },

  {
    kind: 'notPermitted',
    text: /\b(?:is|are) not authorized to\b|\b[Nn]ot authorized (?:to perform|for)\b|\bhooks?\(?s?\)? failed: \[|\bblocked by hook\b|\bexplicit deny in an? (?:[\w-]+ ){1,3}policy\b|\b(?:do(?:es)? not have|insufficient|missing|lacks?) (?:the )?(?:required |necessary |sufficient )?(?:IAM )?permissions?\b|\bnot have permission to\b|\bAccess denied\b|\b(?:could not|cannot|can't) (?:be )?assumed?\b.{0,60}\brole\b|\b[Rr]ole\b.{0,200}\bcould not be assumed\b|\b[Rr]ole\b.{0,200}\bcannot be assumed\b|\baccess denied for\b/,
  },

  {
    kind: 'throttled',
    text: /\bRate exceeded\b|\bToo Many Requests\b|\brequest rate is too high\b|\bexceeded the rate of\b/i,
  },
  {
    kind: 'credentialsRefused',
    text: /\bsecurity token included in the request is (?:invalid|expired)\b|\bnot able to validate the provided access credentials\b|\bfailed to refresh cached credentials\b|\bno (?:valid )?(?:credential|EC2 IMDS) (?:providers|role)\b|\bstatic credentials are empty\b|\b(?:[Cc]ould not|[Uu]nable to) load credentials\b|\b(?:token|session)\b.{0,60}\b(?:has|is) expired\b|\bfailed to get shared config profile\b|\brequest signature we calculated does not match\b/,
  },
  {
    kind: 'unreachable',
    text: /\bi\/o timeout\b|\bTLS handshake timeout\b|\bconnection (?:refused|reset|timed out)\b|\bclient connection lost\b|\bbroken pipe\b|\bno (?:such host|route to host)\b|\bnetwork is unreachable\b|\bserver misbehaving\b|\btemporary failure in name resolution\b|\bclosed network connection\b|\bserver closed idle connection\b|\brequest send failed\b|\bunexpected EOF\b|(?:^|: )EOF$|\bsent GOAWAY\b|\bstream error: stream ID\b|\bclient connection force closed\b|\bunable to return a response in the time allotted\b|\bapiserver not ready\b|\bUnable to execute HTTP request\b|\bawaiting headers\b|\bwaiting for connection\b|\bsocket hang up\b|\b(?:connect|read|write|getaddrinfo|queryA+) E[A-Z_]{4,}\b|\b[Cc]ould not connect to the endpoint\b|\bgetaddrinfo\b|\bthe watcher channel for the nodes was closed\b|\betcdserver: (?:request timed out|leader changed)\b|\bserver is currently unable to handle the request\b|\b[Ii]nternal (?:[Ff]ailure|error)\b|\b[Ii]nternal (?:server|service) error\b|\b(?:502 Bad Gateway|503 Service Unavailable|504 Gateway Time-?out)\b/,
  },
  { kind: 'signInFailed', text: /\bchecking AWS STS access\b/ },

  {
    kind: 'drainBlocked',
    text: /\bviolate the pod's disruption budget\b|\berror (?:when )?evicting pods?\b|\bpods are unevictable\b|\btrying to evict pods\b|\bdrain(?:ing)? (?:of )?nodes?(?: ?groups?)?\b.{0,80}\btimed out\b|\btimed out .{0,40}draining\b/i,
  },
  {
    kind: 'heldByOtherStack',
    text: /\b[Cc]annot delete export \S+ as it is in use by\b|\b[Ee]xport \S+ cannot be (?:deleted|updated) as it is in use by\b/,
  },
  {
    kind: 'heldByLeftovers',
    text: /\bhas dependencies and cannot be deleted\b|\bhas (?:a )?dependent objects?\b|\bhas some mapped public address|\b[Cc]annot delete entity, must\b|\bmust (?:first )?(?:detach|remove|delete) (?:all )?\w+.{0,60}\bfirst\b|\bfound the following undeleted stacks\b|\bfailed to delete all resources\b|\b(?:is|are) (?:currently )?in use by\b|\bcannot delete orphan\b|\bis not empty\b|\bcannot be deleted\b|\b[Cc]annot delete\b.{0,80}\b(?:attached|associated|dependen\w+|referenced)\b/,
  },

  {
    kind: 'heldByLeftovers',
    text: /\bis (?:still |currently )?(?:attached|associated|referenced|in use)\b/,
    during: 'delete',
  },

  {
    kind: 'inputNotFound',
    text: /\b(?:[Ss]ecurity group|[Kk]ey pair|[Ss]ubnet(?: ID)?|[Ii]mage id|AMI|VPC(?: ID)?|[Ll]aunch template|[Ii]nstance profile|[Pp]olicy|[Rr]ole)\b ?(?:[\w'"\[(][^\n]{0,120}?)? (?:does|do) not exist\b|\bPlacement group \S+ (?:was )?not found\b|\bdoes not exist or is not attachable\b|\bCannot find version .{1,60} for (?:the )?launch template\b/,
  },
  {
    kind: 'notThere',
    text: /\bNo (?:cluster|node ?group|addon|add-on|fargate profile|update) found for\b|\b(?:[Cc]luster|[Nn]ode ?group|[Aa]ddon) \S+ (?:was )?not found\b|\bStack (?:with id |\[)\S+ does not exist\b|\bno eksctl-managed CloudFormation stacks found\b|\b[Tt]he role with name \S+ cannot be found\b|\bNo export named \S+ found\b/,
  },
  {
    kind: 'alreadyExists',
    text: /\balready exists\b|\bis already (?:exported by stack|attached to network|associated)\b/,
  },

  {
    kind: 'addonConflict',
    text: /\bConflicts found when trying to apply\b/,
  },
  {
    kind: 'addonNotHealthy',
    text: /\baddon status transitioned to\b|\btimed out waiting for addon\b|\badd-?on is (?:unhealthy|degraded)\b|\badmission webhook \S+ denied the request\b/i,
  },
  {
    kind: 'invalidNetwork',
    text: /\bhas no [Ii]nternet gateway attached\b|\bis not in (?:the )?VPC\b|\b[Ss]ubnets? specified must be in at least two different AZs\b|\bnot (?:all )?in the same VPC\b|\bdoes not automatically assign public IP addresses\b|\bsubnets? (?:\S+ )?(?:do(?:es)? not|doesn't) (?:have|belong|auto-?assign)\b|\bCIDR\b.{0,80}\b(?:conflicts? with|overlaps?|is invalid|invalid)\b/,
  },
  {
    kind: 'nodesDidNotJoin',
    text: /\bfailed to join the kubernetes cluster\b|\bwaiting for at least \d+ nodes? to join the cluster\b|\bnodes? to (?:join|become ready)\b/i,
  },
  {
    kind: 'waitTimedOut',
    text: /\bexceeded max wait time for\b|\btimed out (?:\(after [^)]+\) )?(?:while )?waiting (?:for|on)\b|\btimed out waiting for (?:completion|the condition)\b|\bcontext deadline exceeded\b|\bwaiter context canceled\b|\bunexpected status "(?:CREATE|DELETE|UPDATE)_IN_PROGRESS"|\bdid not stabilize\b|\b[Ee]xceeded attempts to wait\b|\bResource (?:timed out|creation timed out)\b|\bStack (?:creation|operation) time exceeded\b|\bReceived \d+ SUCCESS signal\(s\) out of\b/,
  },

  {
    kind: 'invalidConfig',
    text: /\bnone of the provided AZs\b|\bUnrecognized resource types\b|\bno images found matching\b|\breading SSH public key file\b|\binvalid (?:version|value|ARN|launch template|Fargate profile|input|instance type)\b|\bis invalid\b|\bunsupported (?:Kubernetes )?version\b|\bunknown (?:field|version|instance type|flag|value)\b|\bis unknown\b|\bmust (?:be|have|contain|satisfy|use|specify|match|all|both|either|not)\b|\bshould (?:be|have|only|not)\b|\bis not unique\b|\bzone\(s\) specified\b|\bonly (?:\d+ zones discovered|one of|\S+ (?:is|are) supported)\b|\berror (?:converting YAML|unmarshaling|parsing)\b|\bcannot (?:use|set|specify|provide|be (?:set|used|specified|negative|empty|disabled|greater))\b|\bcan(?:'t| not) be (?:set|used)\b|\bcan only be (?:set|used|specified)\b|\b(?:is|are) (?:required|not supported|not available|deprecated|mutually exclusive)\b|\bno longer supported\b|\bnot supported (?:for|on|in|with|when)\b|\baccepts only\b|\bat the same time\b|\bis only (?:valid|supported)\b|\brequires? (?:that|at least|the|capabilities)\b|\bis (?:missing|pending, and cannot be run)\b|\bis lower than the minimum required\b|\bdoes not match the \w+\b|\bis not valid\b|\bmalformed\b|\bfailed to satisfy constraint\b|\bvalidation (?:failed|failure)\b|\bunsupported property\b|\bUnresolved resource dependencies\b|\bnot be used with instances\b|\bInvalid device name\b|\bfor parameter \w+ is invalid\b|\boperation is not available in your account\b/i,
  },
  // NodeCreationFailure accompanies a failed launch, which is its cause.
  { kind: 'nodesDidNotJoin', codes: codes('NodeCreationFailure') },
];
