import { spawn } from 'node:child_process';
import path from 'node:path';
import { Simulator } from '../server/startSimulator';

/** The result of a run of the stand-in. */
export interface EksctlRun {
  exitCode: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

/** Runs the stand-in with a minimal environment, as the product does. */
export function runEksctl(
  simulator: Simulator,
  folder: string,
  args: string[],
  options: {
    killWhen?: (output: string) => boolean;
    /** Called with all of stdout so far whenever it grows. */
    onOutput?: (output: string) => void;
    env?: Record<string, string>;
  } = {},
): Promise<EksctlRun> {
  return new Promise((resolve, reject) => {
    const child = spawn(simulator.eksctlPath, args, {
      cwd: folder,
      env: {
        PATH: `${path.dirname(process.execPath)}:/usr/bin:/bin`,
        HOME: folder,
        TZ: 'UTC',
        AWS_REGION: 'eu-west-1',
        AWS_ENDPOINT_URL: simulator.url,
        AWS_ACCESS_KEY_ID: simulator.credentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: simulator.credentials.secretAccessKey,
        ...options.env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', chunk => {
      stdout += chunk;
      options.onOutput?.(stdout);
      if (options.killWhen?.(stdout)) {
        child.kill('SIGTERM');
      }
    });
    child.stderr.on('data', chunk => {
      stderr += chunk;
    });
    child.on('error', reject);
    child.on('close', (exitCode, signal) =>
      resolve({ exitCode, signal, stdout, stderr }),
    );
  });
}

/** An `onOutput` that acts when a text occurs for the first time. */
export function once(text: string, act: () => void): (output: string) => void {
  let done = false;
  return output => {
    if (!done && output.includes(text)) {
      done = true;
      act();
    }
  };
}
