import { parseArgs } from 'node:util';
import schema from './clusterConfigSchema.json';
import {
  associateOidcProvider,
  createAccessEntries,
  createAddons,
  createFargate,
  createNodegroups,
  createPodIdentityAssociations,
  createServiceAccounts,
  updateAddons,
} from './commands/createParts';
import { createCluster } from './commands/createCluster';
import { deleteCluster } from './commands/deleteCluster';
import {
  describeStacks,
  getAccessEntries,
  getAddons,
  getCluster,
  getNodegroups,
} from './commands/get';
import { scaleNodegroup } from './commands/scaleNodegroup';
import { loadConfig } from './config';
import { Exit, failure } from './Exit';
import { EKSCTL_VERSION } from './names';

/**
 * A stand-in for eksctl: its arguments, its output and its exit codes, as recorded from the real one. It works by calling AWS, so it can
 * only do what the simulated AWS allows. If it is killed, the stacks continue.
 */

const OPTIONS = {
  'config-file': { type: 'string', short: 'f' },
  name: { type: 'string', short: 'n' },
  cluster: { type: 'string', short: 'c' },
  region: { type: 'string', short: 'r' },
  output: { type: 'string', short: 'o' },
  timeout: { type: 'string' },
  nodes: { type: 'string', short: 'N' },
  'nodes-min': { type: 'string', short: 'm' },
  'nodes-max': { type: 'string', short: 'M' },
  verbose: { type: 'string', short: 'v' },
  color: { type: 'string', short: 'C' },
  'write-kubeconfig': { type: 'string' },
  wait: { type: 'boolean', short: 'w' },
  force: { type: 'boolean' },
  approve: { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  'disable-nodegroup-eviction': { type: 'boolean' },
  'override-existing-serviceaccounts': { type: 'boolean' },
} as const;

function parse() {
  return parseArgs({ allowPositionals: true, options: OPTIONS });
}

function readArguments(): ReturnType<typeof parse> {
  try {
    return parse();
  } catch (error) {
    const flag = /'(-[^' ]*)/.exec((error as Error).message)?.[1] ?? '';
    process.stderr.write(`Error: unknown flag: ${flag}\n`);
    return process.exit(1);
  }
}

const { values, positionals } = readArguments();

/** `25m`, `1h30m`, `150s` → seconds. */
function seconds(text: string | undefined, otherwise: string): number {
  const given = text ?? otherwise;
  if (!/^(\d+[hms])+$/.test(given)) {
    throw failure(
      `invalid argument "${given}" for "--timeout" flag: time: invalid duration "${given}"`,
    );
  }
  const units = { h: 3600, m: 60, s: 1 };
  return [...given.matchAll(/(\d+)([hms])/g)].reduce(
    (sum, [, amount, unit]) =>
      sum + Number(amount) * units[unit as keyof typeof units],
    0,
  );
}

function count(flag: 'nodes' | 'nodes-min' | 'nodes-max'): number | undefined {
  return values[flag] === undefined ? undefined : Number(values[flag]);
}

function region(): string {
  const given =
    values.region ?? process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION;
  if (!given) {
    throw failure('could not determine region');
  }
  return given;
}

function file(): string {
  const given = values['config-file'];
  if (given === undefined) {
    throw failure(
      '--config-file/-f must be set: this eksctl makes things from config files only',
    );
  }
  if (values.region !== undefined) {
    throw failure('cannot use --region when --config-file/-f is set');
  }
  return given;
}

function required(
  flag: 'cluster' | 'name',
  argument: string | undefined,
): string {
  const given = values[flag] ?? argument;
  if (!given) {
    throw failure(`--${flag} must be set`);
  }
  return given;
}

function create(kind: string | undefined): Promise<void> {
  const part = () => ({
    file: file(),
    timeoutSeconds: seconds(values.timeout, '25m'),
  });
  switch (kind) {
    case 'cluster': {
      const dryRun = values['dry-run'] === true;
      for (const flag of ['write-kubeconfig', 'timeout'] as const) {
        if (dryRun && values[flag] !== undefined) {
          throw failure(
            `cannot use --${flag} with --dry-run as this option cannot be represented in ClusterConfig`,
          );
        }
      }
      return createCluster({ ...part(), dryRun });
    }
    case 'nodegroup':
      return createNodegroups(part());
    case 'addon':
      return createAddons({ ...part(), force: values.force === true });
    case 'accessentry':
      return createAccessEntries(part());
    case 'fargateprofile':
      return createFargate(part());
    case 'podidentityassociation':
      return createPodIdentityAssociations(part());
    case 'iamserviceaccount':
      return createServiceAccounts({
        ...part(),
        overrides: values['override-existing-serviceaccounts'] === true,
      });
    default:
      throw unknownCommand('create', kind);
  }
}

function get(
  kind: string | undefined,
  argument: string | undefined,
): Promise<void> {
  const { name } = values;
  if (kind === 'cluster' || kind === 'clusters') {
    return getCluster({ region: region(), name: name ?? argument });
  }
  const options = {
    region: region(),
    cluster: required('cluster', undefined),
    name,
  };
  switch (kind) {
    case 'nodegroup':
    case 'nodegroups':
      return getNodegroups(options);
    case 'addon':
    case 'addons':
      return getAddons(options);
    case 'accessentry':
    case 'accessentries':
      return getAccessEntries(options);
    default:
      throw unknownCommand('get', kind);
  }
}

function utils(kind: string | undefined): Promise<void> {
  switch (kind) {
    case 'schema':
      process.stdout.write(`${JSON.stringify(schema, undefined, 2)}\n`);
      return Promise.resolve();
    case 'describe-stacks':
      return describeStacks({
        region: region(),
        cluster: required('cluster', undefined),
      });
    case 'associate-iam-oidc-provider': {
      const approve = values.approve === true;
      if (values['config-file'] !== undefined) {
        return associateOidcProvider({
          ...loadConfig(file()).metadata,
          approve,
        });
      }
      return associateOidcProvider({
        name: required('cluster', undefined),
        region: region(),
        approve,
      });
    }
    default:
      throw unknownCommand('utils', kind);
  }
}

function unknownCommand(verb: string, kind: string | undefined): Exit {
  return failure(`unknown command "${kind ?? ''}" for "eksctl ${verb}"`);
}

function run([verb, kind, argument]: string[]): Promise<void> {
  switch (verb) {
    case 'create':
      return create(kind);
    case 'delete':
      if (kind !== 'cluster') {
        throw unknownCommand('delete', kind);
      }
      return deleteCluster({
        name: required('name', argument),
        region: region(),
        wait: values.wait === true,
        force: values.force === true,
        disableNodegroupEviction: values['disable-nodegroup-eviction'] === true,
        timeoutSeconds: seconds(values.timeout, '25m'),
      });
    case 'update':
      if (kind !== 'addon') {
        throw unknownCommand('update', kind);
      }
      return updateAddons({
        file: file(),
        timeoutSeconds: seconds(values.timeout, '25m'),
      });
    case 'scale':
      if (kind !== 'nodegroup') {
        throw unknownCommand('scale', kind);
      }
      return scaleNodegroup({
        cluster: required('cluster', undefined),
        region: region(),
        name: required('name', argument),
        nodes: count('nodes'),
        nodesMin: count('nodes-min'),
        nodesMax: count('nodes-max'),
        wait: values.wait === true,
        timeoutSeconds: seconds(values.timeout, '25m'),
      });
    case 'get':
      return get(kind, argument);
    case 'utils':
      return utils(kind);
    case 'version':
      process.stdout.write(`${EKSCTL_VERSION}\n`);
      return Promise.resolve();
    case 'info':
      process.stdout.write(
        `eksctl version: ${EKSCTL_VERSION}\nkubectl version: \nOS: ${process.platform}\n`,
      );
      return Promise.resolve();
    default:
      throw failure(`unknown command "${verb ?? ''}" for "eksctl"`);
  }
}

async function main(): Promise<void> {
  try {
    await run(positionals);
    // Keep-alive connections would keep the process running.
    process.exitCode = 0;
  } catch (error) {
    const code = error instanceof Exit ? error.code : 1;
    const message = (error as Error).message;
    process.stderr.write(code === 2 ? `${message}\n` : `Error: ${message}\n`);
    process.exitCode = code;
  }
}

main().finally(() => {
  process.stdout.write('', () => process.exit());
});
