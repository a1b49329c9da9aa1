import { codes } from './codes';
import type { FailureRule } from './FailureRule';

/** Codes and statuses that say little: they count where nothing else says more. */
export const broadRules: FailureRule[] = [
  { kind: 'waitTimedOut', codes: codes('NotStabilized', 'RequestCanceled') },
  { kind: 'alreadyExists', codes: codes('ResourceInUse') },
  {
    kind: 'notThere',
    codes: codes(
      'ResourceNotFound',
      'NotFound',
      'NoSuchEntity',
      'StackNotFound',
      'AutoScalingGroupNotFound',
      'ClusterNotFound',
    ),
  },
  {
    kind: 'credentialsRefused',
    codes: codes('CredentialsProviderError', 'NoCredentialProviders'),
  },
  {
    kind: 'invalidConfig',
    codes: codes(
      'Invalid(?:Parameter|Input|Request|Argument)\\w*',
      'Invalid\\w+',
      'Validation(?:Error)?',
      'MissingParameter',
      'MalformedQueryString',
      'UnsupportedOperation',
      'UnsupportedInstance\\w*',
      'NotUpdatable',
      'NonCompliant',
      'BadRequest',
      'Client',
    ),
  },
  { kind: 'notPermitted', status: /^(?:401|403)$/ },
  { kind: 'throttled', status: /^429$/ },
  { kind: 'unreachable', status: /^5\d\d$/ },
  // eksctl checks a config and changes nothing: what no rule knows is the config's fault.
  { kind: 'invalidConfig', during: 'dryRun' },
];
