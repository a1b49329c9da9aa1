import { eventMessages } from './events';
import { failureMessages } from './failures';
import { startedOperationMessages } from './startedOperations';

/** Texts of the API, by their codes. One that is missing here is shown as the API sends it. */
export const codeMessages = {
  condition: {
    Healthy: {
      Responding: 'It responds.',
      ClusterMissing: 'EKS has no such cluster.',
      ClusterNotActive: 'The status of the cluster in EKS is {{status}}.',
      EndpointMissing: 'EKS returns no endpoint of the Kubernetes API.',
      NotResponding: 'The Kubernetes API does not respond.',
      NotReady:
        'The Kubernetes API reports that it is not ready (status {{status}}).',
      AwsUnreachable: 'The check could not reach AWS.',
      CheckFailed: 'The check failed.',
      AccessDenied:
        'The Kubernetes API denies access to the portal (status {{status}}).',
      NotChecked: 'The check was skipped.',
    },
    Drifted: {
      AsApproved: 'It is as it was approved.',
      NotCompared:
        'It could not be compared with what was approved several times in a row.',
    },
  },
  /** Why a step cannot be decided. */
  approvalStep: {
    'quorum-unreachable':
      'Approvals that it still needs: {{missing}}. People who can still approve: {{people}}. Ask the platform team, or withdraw the request',
  },
  /** What a request changes. */
  change: {
    'lease-end': 'End of the lease',
    'lease-latest-end': 'Latest end without approval',
  },
  /** What reconciliation found. */
  difference: {
    'part-drifted':
      '{{part}} of {{name}} is not as it was approved: {{differences}}.',
    'parts-left-over':
      '{{name}} no longer exists, but parts of it do: {{parts}}.',
    'resource-replaced':
      '{{name}} no longer exists; another resource, which is not of this installation, has its name now.',
    'resource-vanished': '{{name}} no longer exists.',
    'resource-vanished-in-part':
      '{{name}} no longer exists, but parts of its environment do: {{parts}}.',
    'resource-without-record':
      '{{name}} has the tags of this installation, but no environment.',
    'resource-without-record-of':
      '{{name}} has the tags of this installation and the owner {{owner}}, but no environment.',
  },
  event: eventMessages,
  failure: failureMessages,
  operation: startedOperationMessages,
  /** How provisioners call the parts of a resource. */
  part: { 'node-group': 'Node group {{name}}' },
  /** Why an action is not possible. */
  refusal: {
    'being-deleted': 'It is being deleted',
    'cluster-not-ready': 'The cluster is not ready yet',
    'endpoint-missing': 'The endpoint of the environment is not known',
    'extensions-used-up':
      'The lease was already extended {{used}} of {{maximum}} times',
    'hibernation-auto-mode':
      'EKS Auto Mode launches nodes whenever pods wait, so the cluster would not stay without nodes',
    'hibernation-fargate':
      'Pods on Fargate have no nodes that could be removed; scale their workloads to zero instead',
    'hibernation-no-nodes':
      'The cluster has no node groups, so there is nothing to save',
    'hibernation-unknown':
      '{{provisioner}} cannot tell whether the environment can be hibernated',
    'lease-at-maximum': 'The lease is as long as its blueprint allows in total',
    'lease-end-invalid': 'The stored end of the lease is not a time',
    'lease-not-running':
      'Only a lease that is active, or in its grace, can be extended',
    'lease-not-started': 'The lease starts when the environment is ready',
    'operation-open': 'Another operation is in progress: {{title}}',
    'retries-used-up':
      'It was retried {{retries}} of {{limit}} times; revise its values or delete it',
    'request-pending':
      'A request about this environment waits for a decision; withdraw it first',
    'type-not-installed':
      'The request type {{type}} is not installed any more; deny the request, or ask the platform team to install it',
  },
  /** Findings of a plan. The field is shown beside the text. */
  finding: {
    'approval-rule-failed':
      'The approval rule {{rule}} failed, so it is not known who has to approve; the platform team finds the reason in the log of the backend and must correct the rule',
    'environment-ending':
      'the environment is being deleted, or is deleted already',
    'extension-needs-no-request':
      'This extension needs no approval; extend the lease instead',
    'lease-too-long':
      'must be at most {{maximum}}, the longest that this blueprint allows',
    'name-invalid':
      'must begin with a letter, end with a letter or digit, and contain at most {{maximum}} lower-case letters, digits and single hyphens',
    'name-taken':
      '{{owner}} already has an environment or a request called "{{name}}"; choose another name',
    'owner-not-allowed':
      'you are not a member of {{owner}}; choose yourself or one of your groups',
    'plan-failed':
      'The plan of the request type {{type}} failed; the platform team finds the reason in the log of the backend',
    'plan-refused':
      '{{provisioner}} cannot create this environment and does not say why; ask the platform team',
    'principals-not-checked': '{{provisioner}} could not check who gets access',
    'quorum-unreachable':
      'approval step {{step}} has the quorum {{quorum}}, but the number of its possible approvers without you is {{people}}; ask the platform team to name more approvers',
    'request-pending':
      'A request about this environment waits for a decision; withdraw it first',
  },
} as const;
