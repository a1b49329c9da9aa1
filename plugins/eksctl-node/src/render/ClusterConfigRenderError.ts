import { InputError } from '@backstage/errors';
import { Finding } from '../config/types';

/**
 * A template or values that cannot become a config. An `InputError` by name.
 *
 * @public
 */
export class ClusterConfigRenderError extends InputError {
  constructor(readonly findings: Finding[]) {
    super(findings.map(finding => finding.message).join('; '));
    this.name = 'InputError';
  }
}
