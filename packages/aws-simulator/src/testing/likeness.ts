import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { EksctlRun } from './runEksctl';

/**
 * What two runs of eksctl must have in common. What a run cannot help to be
 * different in is taken out first: times, ids, the account, how often a wait
 * looked, and the order of lines that come from work in parallel.
 */

const FIXTURES = path.join(
  path.dirname(require.resolve('aws-simulator/package.json')),
  'src',
  '__fixtures__',
  'eksctl',
);

/** Config files of the recorded runs. */
export const CONFIGS = path.join(FIXTURES, 'configs');

/** One stream of a recorded run, as it was. */
export function recorded(scenario: string, extension: string): string {
  return readFileSync(path.join(FIXTURES, `${scenario}.${extension}`), 'utf8');
}

function normalise(text: string): string {
  const seen = new Set<string>();
  const lines = text
    .replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g, 'TIME')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
    .replace(
      /assumed-role\/Admin\/alice|(?<=arn:aws:)iam(::\d{12}):user\/portal/g,
      'CALLER',
    )
    .replace(/arn:aws:(sts::\d{12}:)?CALLER/g, 'CALLER')
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'UUID')
    .replace(/\b\d{12}\b/g, 'ACCOUNT')
    .replace(/accessentry-[A-Z2-7]{32}/g, 'accessentry-HASH')
    .replace(/\b(sg|subnet|vpc|a)-[0-9a-f]{17}\b/g, '$1-ID')
    .replace(/:role\/eksctl-[^"]+/g, ':role/ROLE')
    .replace(/-NodeGroup-[0-9A-F]{12}\b/g, '-NodeGroup-ID')
    // Whether the roll-back is over at the first look is a matter of luck.
    .replace(/ROLLBACK_COMPLETE|ROLLBACK_IN_PROGRESS/g, 'ROLLBACK')
    .replace(/\/id\/[0-9A-F]{32}/g, '/id/OIDC')
    .replace(/"Data": "[^"]+"/g, '"Data": "CA"')
    .replace(/ip-[\d-]+\.eu-west-1/g, 'NODE')
    .replace(/127\.0\.0\.1:\d+/g, 'ENDPOINT')
    .replace(/EC2 instance failed.*/g, '')
    .replace(/User "(CALLER|arn:aws:[^"]+)"/g, 'User')
    // The fake AWS behind the recordings had endpoints too early, and no exports.
    .replace(/"Endpoint": (null|"[^"]+")/g, '"Endpoint": "URL"')
    .replace(/"Data": null/g, '"Data": "CA"')
    .replace(/"ExportName": "[^"]+"/g, '"ExportName": null')
    // eksctl sends the tags of a nodegroup's stack twice.
    .replace(
      /(\{\s+"Key": "team",\s+"Value": "platform"\s+\},\s+)([^\]]+),\s+\{\s+"Key": "team",\s+"Value": "platform"\s+\}/g,
      '$1$2',
    )
    .replace(/"OutputValue": "LS0tLS1C[^"]+"/g, '"OutputValue": "CA"')
    .replace(
      /setting availability zones to \[[^\]]*\]/,
      'setting availability zones',
    )
    .split('\n')
    // The fake AWS behind the recordings had no such DaemonSet, every namespace, and no order among deletions.
    .filter(
      line =>
        !line.includes('"aws-node" was not found') &&
        !line.includes('created namespace') &&
        !line.includes('"aws:cloudformation:') &&
        !/AWS::.*DELETE_IN_PROGRESS/.test(line),
    )
    .filter(line => {
      const repeated =
        line.includes('waiting for CloudFormation stack') && seen.has(line);
      seen.add(line);
      return !repeated;
    });
  return lines.join('\n');
}

/**
 * Lines from work in parallel count, but their order does not; nor does the
 * order of what the real one takes from a Go map: zones that it chose, and
 * add-ons that are there by default.
 */
export function inOrder(text: string): {
  ordered: string[];
  unordered: string[];
} {
  const chosen = text.includes('setting availability zones');
  const defaults = text.includes('default addons');
  const lines = normalise(text)
    .split('\n')
    .map(line =>
      chosen ? line.replace(/(public|private):\S+/g, '$1:CIDR') : line,
    )
    .map(line =>
      line.replace(
        /default addons (.*) were/,
        (_, names: string) => `default addons ${names.split(', ').sort()} were`,
      ),
    );
  const isUnordered = (line: string) =>
    /stack "eksctl-demo-addon-/.test(line) ||
    (chosen && line.includes('subnets for ')) ||
    (defaults && /(creat(ing|ed) addon: |recommended policies)/.test(line));
  return {
    ordered: lines.filter(line => !isUnordered(line)),
    unordered: lines.filter(isUnordered).sort(),
  };
}

/** What two runs have to have in common. */
export function likeness(run: EksctlRun) {
  return {
    // A shell's word for death by SIGTERM.
    exitCode: run.signal === 'SIGTERM' ? 143 : run.exitCode,
    stderr: normalise(run.stderr),
    ...inOrder(run.stdout),
  };
}

/** A recorded run of the real eksctl. */
export function recordedRun(scenario: string): ReturnType<typeof likeness> {
  return likeness({
    signal: null,
    stdout: recorded(scenario, 'stdout'),
    stderr: recorded(scenario, 'stderr'),
    exitCode: Number(recorded(scenario, 'exit')),
  });
}
