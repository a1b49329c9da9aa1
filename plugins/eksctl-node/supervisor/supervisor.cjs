'use strict';

/*
 * Runs one program, and ends it when the parent process has exited.
 *
 * The portal can be killed by a signal that it cannot handle (SIGKILL, out of memory). Another replica then takes over, reads AWS and may
 * start another eksctl. The first eksctl must not run at the same time. But a child process does not exit with its parent, and exit
 * handlers of the portal do not run. The kernel, however, always closes the portal's end of a pipe. So this process holds the other end
 * (file descriptor 3), and the end of that stream means that the parent has exited.
 *
 * Usage: node supervisor.cjs <grace in milliseconds> <program> [arguments…], with a pipe as file descriptor 3.
 * Exits as the program does: with its exit code or by its signal. Exit code 127: the program could not be started.
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
