import assert from 'node:assert/strict';
import { mkdtempSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { removeLog } from './commands.mjs';
import { freePort, requireFreePorts } from './ports.mjs';
import { Service } from './services.mjs';

const folder = mkdtempSync(path.join(tmpdir(), 'services-test-'));
const name = `services-test-${process.pid}`;

after(() => removeLog(name));

function service(script, url = 'http://127.0.0.1:9/') {
  return new Service({
    name,
    title: 'the program',
    command: process.execPath,
    args: ['-e', script],
    cwd: folder,
    env: process.env,
    ready: { url },
  });
}

test('a program that dies is reported with its last lines', async () => {
  const program = service('console.error("no such table"); process.exit(3)');

  await assert.rejects(program.failed(), error => {
    assert.equal(error.name, 'Failure');
    assert.match(error.message, /the program ended by itself \(3\)/);
    assert.match(error.message, /no such table/);
    return true;
  });
});

test('a program that dies before it answers does not keep anyone waiting', async () => {
  await assert.rejects(service('process.exit(1)').ready(), /ended by itself/);
});

test('a program is ready when it answers, and stopping it is no failure', async () => {
  const port = await freePort();
  const program = service(
    `require('http').createServer((q, r) => r.end()).listen(${port}, '127.0.0.1')`,
    `http://127.0.0.1:${port}/`,
  );

  await program.ready();
  const failed = program.failed();
  await program.stop();

  assert.equal(
    await Promise.race([failed, delay(100, 'no failure')]),
    'no failure',
  );
  await requireFreePorts([{ port, purpose: 'a test', variable: 'X' }]);
});

test('stopping a program ends what it started, even what ignores SIGTERM', async () => {
  const port = await freePort();
  const alive = path.join(folder, 'alive');
  const grandchild = `
    process.on('SIGTERM', () => {});
    require('http').createServer((q, r) => r.end()).listen(${port}, '127.0.0.1');
    require('fs').writeFileSync(${JSON.stringify(alive)}, '');`;
  const program = service(
    `require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(
      grandchild,
    )}]); setInterval(() => {}, 1000)`,
    `http://127.0.0.1:${port}/`,
  );
  await program.ready();
  assert.ok(existsSync(alive));

  await program.stop();

  await delay(50);
  await requireFreePorts([{ port, purpose: 'a test', variable: 'X' }]);
});

test('a taken port is named, with what to do', async () => {
  const port = await freePort();
  const program = service(
    `require('http').createServer((q, r) => r.end()).listen(${port}, '127.0.0.1')`,
    `http://127.0.0.1:${port}/`,
  );
  await program.ready();

  await assert.rejects(
    requireFreePorts([
      { port, purpose: 'the pages', variable: 'FRONTEND_PORT' },
    ]),
    new RegExp(`Port ${port}, for the pages, is taken.*FRONTEND_PORT`),
  );
  await program.stop();
});
