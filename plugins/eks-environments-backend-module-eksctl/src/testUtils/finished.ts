import type { JsonObject } from '@backstage/types';
import { finishClusterConfig } from 'backstage-plugin-eksctl-node';

/** A config as the product hands it to eksctl. */
export function finished(config: JsonObject) {
  return finishClusterConfig(config, {
    clusterName: 'demo',
    region: 'eu-west-1',
    tags: { 'eks-environments.io/environment-id': '01ARZ' },
    accessEntries: [{ principalArn: 'arn:aws:iam::111122223333:role/Ours' }],
  });
}
