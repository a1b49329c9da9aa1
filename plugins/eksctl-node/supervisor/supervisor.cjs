'use strict';

/*
 * Runs one program and ends it when the process that asked for it is gone.
 *
 * Why: the portal can be killed in a way that it cannot handle (SIGKILL, out of memory). Another replica then takes over, looks at AWS and
 * may start an eksctl of its own. The old one must not go on beside it. A child does not die with its parent by itself, and what the
 * portal could do at its own exit does not run. But the kernel closes the portal's end of a pipe, however it died. So this process holds
 * the other end (file descriptor 3) and takes its end for the death of the parent.
 *
 * Usage: node supervisor.cjs <grace in milliseconds> <program> [arguments…], with a pipe as file descriptor 3.
 * Ends as the program ends: with its exit code or by its signal. Exit code 127: the program could not be started.
 */

const { spawn } = require('node:child_process');
const { Socket } = require('node:net');

const NOT_STARTED = 127;

const [grace, program, ...args] = process.argv.slice(2);
const child = spawn(program, args, {
  stdio: ['ignore', 'inherit', 'inherit'],
  shell: false,
});

let stopping = false;

function stop() {
  if (stopping) {
    return;
  }
  stopping = true;
  child.kill('SIGTERM');
  setTimeout(() => child.kill('SIGKILL'), Number(grace)).unref();
}

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) {
  process.on(signal, stop);
}

const parent = new Socket({ fd: 3, readable: true, writable: false });
parent.on('data', () => {});
parent.on('end', stop);
parent.on('error', stop);
parent.unref();

child.on('error', error => {
  process.stderr.write(
    `Error: ${program} could not be started: ${error.code}\n`,
  );
  process.exit(NOT_STARTED);
});

child.on('exit', (code, signal) => {
  if (signal === null) {
    process.exit(code);
  }
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
});
