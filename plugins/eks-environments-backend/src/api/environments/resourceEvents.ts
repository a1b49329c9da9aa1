import type { ResourceEvent } from 'backstage-plugin-eks-environments-common';

/** Reads the events of an environment's resources. */
export interface ResourceEventReader {
  /** Newest first; empty before there are resources, after they are deleted, and when the provisioner has none. */
  read(environmentId: string): Promise<ResourceEvent[]>;
}
