import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { eventsOf, requestsOfEvents } from './lib/cloudTrail.mjs';
import { Failure, run } from './lib/failure.mjs';
import { statementsOf } from './lib/iamPolicy.mjs';
import { install } from './lib/install.mjs';
import { supportedNode } from './lib/node.mjs';
import { backstageCli, root } from './lib/paths.mjs';
import { checkCalls, linesOf } from './lib/policyReport.mjs';
import { freshReport } from './lib/results.mjs';
import { toolEnvironment } from './lib/tools.mjs';

const HELP = `yarn check:policy [options]: checks whether IAM policies allow the calls of a run, and lists what they allow beyond those

  --policy FILE     policy as JSON; may be repeated: of statements with the same Sid the last one counts
                    (deploy/iam/engine-policy.json when left out)
  --account NUMBER  account that the policy is for, in place of the example's 111111111111
  --region NAME     region that the policy is for, in place of eu-west-1
  --cloudtrail FILE log of CloudTrail, or answer of "aws cloudtrail lookup-events"; may be repeated
  --role NAME       with --cloudtrail: the role whose calls count
  --calls FILE      calls that an earlier run recorded in .local/results/iam-calls.json

Without --cloudtrail and --calls, four clusters are created and deleted on the simulated AWS first. The exit code is 1 when a call is denied.`;

const EXAMPLE = { account: '111111111111', region: 'eu-west-1' };
const RECORDING_TEST = 'src/eksctl/policy.test.ts';

run(async () => {
  const { values: options } = readArguments();
  if (options.help) {
    console.log(HELP);
    return 0;
  }
  const statements = readStatements(
    options.policy ?? [path.join(root, 'deploy/iam/engine-policy.json')],
  );
  const requests = options.cloudtrail
    ? readCloudTrail(options)
    : readCalls(options.calls ?? (await record()), options);
  if (requests.length === 0) {
    throw new Failure('There are no calls to check the policy against.');
  }
  const report = checkCalls(statements, requests);
  console.log(linesOf(report).join('\n'));
  return report.denied.length === 0 ? 0 : 1;
});

function readArguments() {
  const text = { type: 'string' };
  const texts = { type: 'string', multiple: true };
  try {
    return parseArgs({
      options: {
        policy: texts,
        account: text,
        region: text,
        cloudtrail: texts,
        role: text,
        calls: text,
        help: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new Failure(`${error.message}\n\n${HELP}`);
  }
}

function readStatements(files) {
  try {
    return statementsOf(
      files.map(file => ({ name: file, document: readJson(file) })),
    );
  } catch (error) {
    throw new Failure(error.message);
  }
}

function readCloudTrail({ cloudtrail, role }) {
  if (!role) {
    throw new Failure('--cloudtrail needs --role, the name of the role.');
  }
  return cloudtrail.flatMap(file => {
    try {
      return requestsOfEvents(eventsOf(readFileSync(file)), role);
    } catch (error) {
      throw new Failure(`${file}: ${error.message}`);
    }
  });
}

/** The recorded calls, in the account and region of the policy instead of the example's. */
function readCalls(file, { account, region }) {
  const text = JSON.stringify(readJson(file));
  return JSON.parse(
    text
      .replaceAll(EXAMPLE.account, account ?? EXAMPLE.account)
      .replaceAll(EXAMPLE.region, region ?? EXAMPLE.region),
  );
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Failure(`${file}: ${error.message}`);
  }
}

/** @returns the file with the calls */
async function record() {
  const node = await supportedNode();
  await install(node);
  const file = freshReport('iam-calls.json');
  const child = spawn(
    node,
    [backstageCli, 'package', 'test', RECORDING_TEST, '-t', 'records'],
    {
      cwd: path.join(root, 'plugins/eks-environments-backend'),
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {
        ...toolEnvironment(node),
        CI: '1', // Without it, Backstage watches for changes and never ends.
        BACKSTAGE_TEST_DISABLE_DOCKER: '1',
        IAM_CALLS: file,
      },
    },
  );
  const [code] = await once(child, 'exit');
  if (code !== 0) {
    throw new Failure('The run on the simulated AWS failed; see above.');
  }
  return file;
}
