import { globalAgent } from 'node:https';
import type { LoggerService } from '@backstage/backend-plugin-api';

/**
 * Logs a warning when the environment names a proxy that Node does not use: eksctl would go through it, and the portal would not.
 */
export function warnOfUnusedProxy(
  logger: Pick<LoggerService, 'warn'>,
  environment: NodeJS.ProcessEnv,
  agentOptions: object = globalAgent.options,
): void {
  const proxy = environment.HTTPS_PROXY ?? environment.https_proxy;
  const isUsed = 'proxyEnv' in agentOptions;
  if (proxy && !isUsed) {
    logger.warn(
      `HTTPS_PROXY is set, but Node.js ${process.version} calls AWS and the clusters without it. Set NODE_USE_ENV_PROXY=1; it needs Node.js 22.21 or 24.5`,
    );
  }
}
