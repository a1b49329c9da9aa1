import { InputError } from '@backstage/errors';
import { Finding } from '../model/Finding';

/**
 * A template, values or a config that cannot be written for eksctl. An `InputError` by name.
 * @public
 */
export class ClusterConfigError extends InputError {
  constructor(readonly findings: Finding[]) {
    super(findings.map(finding => finding.message).join('; '));
    this.name = 'InputError';
  }
}
