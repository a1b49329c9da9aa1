import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Failure, run } from './lib/failure.mjs';
import { install } from './lib/install.mjs';
import { supportedNode } from './lib/node.mjs';
import { Portal, portalSettings } from './lib/portal.mjs';
import { root } from './lib/paths.mjs';
import { peopleOfTheConfig } from './lib/people.mjs';

const USAGE = `npm start [-- --watch] [-- --logs]
  --watch  restart the backend when its source changes
  --logs   print what the programs write, besides keeping it in .local/logs`;

run(async () => {
  const { watch, logs, help } = readOptions();
  if (help) {
    console.log(USAGE);
    return 0;
  }
  const node = await supportedNode();
  await install(node);

  const settings = portalSettings();
  const portal = new Portal({ node, settings, watch, echo: logs });
  process.on('exit', () => portal.kill());
  const interrupted = Promise.race([
    once(process, 'SIGINT'),
    once(process, 'SIGTERM'),
    // Without a terminal, as under nohup, its end is not ours; to listen would undo that the signal is ignored.
    ...(hasTerminal() ? [once(process, 'SIGHUP')] : []),
    ...(startedByNpm() ? [parentGone()] : []),
  ]);
  const served = portal.start().then(async () => {
    console.log(await readyMessage(settings));
    await portal.failed();
  });
  try {
    await Promise.race([served, interrupted]);
    console.log('\nEnding all programs ...');
  } finally {
    process.once('SIGINT', () => process.exit(1)); // A second Ctrl-C does not wait.
    await portal.stop();
  }
  return 0;
});

function hasTerminal() {
  return process.stdin.isTTY || process.stdout.isTTY;
}

/** Any other parent may go, such as the shell of a nohup. */
function startedByNpm() {
  return process.env.npm_lifecycle_event === 'start';
}

/** npm hands a SIGTERM to the shell between us, and that shell dies without a word to us. */
async function parentGone() {
  const parent = process.ppid;
  while (process.ppid === parent) {
    await delay(500, undefined, { ref: false });
  }
}

function readOptions() {
  try {
    return parseArgs({
      options: {
        watch: { type: 'boolean' },
        logs: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    throw new Failure(`${error.message}\n${USAGE}`);
  }
}

async function readyMessage({ frontendUrl, awsUrl, dataDir }) {
  const people = await peopleOfTheConfig();
  return `
EKS Environments is ready: ${frontendUrl}

  Sign in as    ${people
    .map(({ name, role }) => `${name} - ${role}`)
    .join('\n                ')}
  Mails arrive  ${awsUrl}/_simulator/inbox
  The local AWS ${awsUrl}/_simulator/
  Data is kept  ${shownPath(dataDir)} (delete it to begin anew)
  Logs          .local/logs

  Ctrl-C ends everything.
`;
}

function shownPath(folder) {
  const relative = path.relative(root, folder);
  return relative.startsWith('..') ? folder : relative;
}
