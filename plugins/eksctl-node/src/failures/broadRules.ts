import { codes } from './codes';
import type { FailureRule } from './FailureRule';

/** Unspecific codes and statuses, which apply only when no other rule matches. */
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
  // A dry run checks a config and changes nothing, so an unclassified error is caused by the config.
  { kind: 'invalidConfig', during: 'dryRun' },
];
