import { parseArgs } from 'node:util';
import { DEFAULT_PORT, DEFAULT_SPEED, startSimulator } from './startSimulator';

/**
 * The command line: `aws-simulator --port 4577 --data-dir DIR --speed 45`. Each option can also be set by `AWS_SIMULATOR_PORT`,
 * `AWS_SIMULATOR_DATA_DIR`, `AWS_SIMULATOR_SPEED` or `AWS_SIMULATOR_QUOTAS`.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string' },
      'data-dir': { type: 'string' },
      speed: { type: 'string' },
      quotas: { type: 'string' },
    },
  });
  const { env } = process;
  const port = numberSetting(
    '--port',
    values.port ?? env.AWS_SIMULATOR_PORT,
    DEFAULT_PORT,
  );
  const speed = numberSetting(
    '--speed',
    values.speed ?? env.AWS_SIMULATOR_SPEED,
    DEFAULT_SPEED,
  );
  const dataDir = values['data-dir'] ?? env.AWS_SIMULATOR_DATA_DIR;
  const quotas = quotaSetting(values.quotas ?? env.AWS_SIMULATOR_QUOTAS);
  const simulator = await startSimulator({ port, speed, dataDir, quotas });
  process.stdout.write(
    `aws-simulator listens on ${simulator.url}, pages at ${simulator.url}/_simulator/\n`,
  );

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      simulator.close().then(
        () => process.exit(0),
        error => fail(error),
      );
    });
  }
}

function numberSetting(
  name: string,
  text: string | undefined,
  otherwise: number,
): number {
  const value = text === undefined ? otherwise : Number(text);
  if (!Number.isFinite(value) || value < 0) {
    throw new Error(`${name} must be a number, not ${text}`);
  }
  return value;
}

/** Codes and values: `L-F678F1CE=5,L-1216C47A=64`. */
function quotaSetting(
  text: string | undefined,
): Record<string, number> | undefined {
  if (!text) {
    return undefined;
  }
  return Object.fromEntries(
    text.split(',').map(setting => {
      const [code, value] = setting.split('=');
      return [code, numberSetting(`--quotas ${code}`, value, NaN)];
    }),
  );
}

function fail(error: Error & { code?: string; port?: number }): void {
  const message =
    error.code === 'EADDRINUSE'
      ? `port ${error.port} is taken; choose another with --port`
      : error.message;
  process.stderr.write(`aws-simulator: ${message}\n`);
  process.exit(1);
}

main().catch(fail);
