import { ClusterConfig } from '../config';
import verdicts from './verdicts.json';

/** What a real eksctl says of a config. */
export interface RecordedVerdict {
  name: string;
  config: ClusterConfig;
  /** Left out where it accepts the config. */
  refusal?: string;
}

/**
 * What `eksctl create cluster --dry-run` of eksctl 0.231 said of each config of `verdicts.json`, without the `Error: ` before it. The
 * opt-in suite asks a real eksctl again.
 */
export const recordedVerdicts: RecordedVerdict[] = Object.entries(verdicts).map(
  ([name, { config, refusal }]) => ({
    name,
    config: {
      apiVersion: 'eksctl.io/v1alpha5',
      kind: 'ClusterConfig',
      metadata: { name: 'demo', region: 'eu-west-1', version: '1.34' },
      // The table also holds what the types forbid.
      ...(config as Partial<ClusterConfig>),
    },
    refusal: refusal ?? undefined,
  }),
);
