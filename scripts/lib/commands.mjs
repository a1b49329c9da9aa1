import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { Failure } from './failure.mjs';
import { logs, root } from './paths.mjs';

/**
 * Runs a command to its end with the output in a log file.
 *
 * `explain` turns the output of a run that failed into one sentence for the person at the terminal; without it they see the last lines.
 *
 * @throws Failure when the exit code is not 0
 */
export async function runLogged(
  name,
  command,
  args,
  { explain, ...options } = {},
) {
  const file = logFile(name);
  const log = createWriteStream(file);
  const child = spawn(command, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...options,
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.pipe(log, { end: false });
  }

  const outcome = await new Promise(resolve => {
    child.once('error', error => resolve(error.message));
    child.once('close', code => resolve(code));
  });
  await new Promise(resolve => log.end(resolve));
  if (outcome === 0) {
    return;
  }
  throw new Failure(
    explain
      ? `${explain(readFileSync(file, 'utf8'))}\n${whereAllIs(file)}`
      : `${name} failed (${outcome}). Its last lines:\n${tail(file)}`,
  );
}

export function logFile(name) {
  mkdirSync(logs, { recursive: true });
  return path.join(logs, `${name}.log`);
}

/** What an earlier run wrote must not be taken for this one's. */
export function removeLog(name) {
  rmSync(logFile(name), { force: true });
}

/** The end of a log, indented, with the path of the whole. */
export function tail(file, lines = 15) {
  const last = readFileSync(file, 'utf8').trimEnd().split('\n').slice(-lines);
  return [...last.map(line => `    ${line}`), whereAllIs(file)].join('\n');
}

function whereAllIs(file) {
  return `    (all of it: ${path.relative(root, file)})`;
}
