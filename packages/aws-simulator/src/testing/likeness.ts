import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { EksctlRun } from './runEksctl';

/**
 * Compares two runs of eksctl. What always differs is removed first: times, ids, the account, the number of polls, and the order of lines
 * from parallel work.
 */

const FIXTURES = path.join(
  path.dirname(require.resolve('aws-simulator/package.json')),
  'src',
  '__fixtures__',
  'eksctl',
);

/** Config files of the recorded runs. */
export const CONFIGS = path.join(FIXTURES, 'configs');

/** One stream of a recorded run, unchanged. */
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
    // Whether the rollback has ended at the first poll depends on timing.
    .replace(/ROLLBACK_COMPLETE|ROLLBACK_IN_PROGRESS/g, 'ROLLBACK')
    .replace(/\/id\/[0-9A-F]{32}/g, '/id/OIDC')
    .replace(/"Data": "[^"]+"/g, '"Data": "CA"')
    .replace(/ip-[\d-]+\.eu-west-1/g, 'NODE')
    .replace(/127\.0\.0\.1:\d+/g, 'ENDPOINT')
    .replace(/EC2 instance failed.*/g, '')
    .replace(/User "(CALLER|arn:aws:[^"]+)"/g, 'User')
    // The fake AWS of the recordings had endpoints too early, and no exports.
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
    // The fake AWS of the recordings had no such DaemonSet, every namespace, and no order among deletions.
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
 * Lines from parallel work must match, but not their order; the same applies to what the real eksctl reads from a Go map: zones that it
 * chose, and default add-ons.
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

/** The part of a run that must match. */
export function likeness(run: EksctlRun) {
  return {
    // A shell's exit code for SIGTERM.
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
