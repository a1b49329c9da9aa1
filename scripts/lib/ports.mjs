import { createServer } from 'node:net';
import { Failure } from './failure.mjs';

/** @throws Failure naming the first port that something else listens on */
export async function requireFreePorts(ports) {
  for (const { port, purpose, variable } of ports) {
    if (!(await isFree(port))) {
      throw new Failure(
        `Port ${port}, for ${purpose}, is taken: end the program that uses it (another "npm start"?) or choose a port with ${variable}=<port>.`,
      );
    }
  }
}

/** A port that was free a moment ago. */
export async function freePort() {
  const server = createServer();
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise(resolve => server.close(resolve));
  return port;
}

/** Something may listen on one of the addresses of localhost only. */
async function isFree(port) {
  for (const host of ['127.0.0.1', '::1']) {
    const server = createServer();
    const code = await new Promise(resolve => {
      server.once('error', error => resolve(error.code));
      server.listen(port, host, () => server.close(() => resolve(undefined)));
    });
    if (code === 'EADDRINUSE') {
      return false;
    }
  }
  return true;
}
