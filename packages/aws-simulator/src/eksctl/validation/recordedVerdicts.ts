import { ClusterConfig } from '../config';
import verdicts from './verdicts.json';

/** The verdict of a real eksctl on a config. */
export interface RecordedVerdict {
  name: string;
  config: ClusterConfig;
  /** Omitted if it accepts the config. */
  refusal?: string;
}

/**
 * The output of `eksctl create cluster --dry-run` of eksctl 0.231 for each config of `verdicts.json`, without the leading `Error: `. The
 * opt-in suite repeats it with a real eksctl.
 */
export const recordedVerdicts: RecordedVerdict[] = Object.entries(verdicts).map(
  ([name, { config, refusal }]) => ({
    name,
    config: {
      apiVersion: 'eksctl.io/v1alpha5',
      kind: 'ClusterConfig',
      metadata: { name: 'demo', region: 'eu-west-1', version: '1.34' },
      // The table also contains values that the types forbid.
      ...(config as Partial<ClusterConfig>),
    },
    refusal: refusal ?? undefined,
  }),
);
