import type { BackstageCredentials } from '@backstage/backend-plugin-api';

/** On whose behalf a call is made. */
export interface Call {
  credentials: BackstageCredentials;
}

/** A write; two with the same key have one effect. */
export interface WriteCall extends Call {
  idempotencyKey?: string;
}
