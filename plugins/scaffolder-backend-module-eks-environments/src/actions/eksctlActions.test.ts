import { createMockDirectory } from '@backstage/backend-test-utils';
import type { JsonValue } from '@backstage/types';
import { parse } from 'yaml';
import { runAction } from '../__testUtils__/runAction';
import {
  createTestTools,
  testPlan,
  testRequest,
} from '../__testUtils__/testTools';
import { createCreateClusterAction } from './createCluster';
import { createRenderConfigAction } from './renderConfig';

const template = `
apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata:
  name: {{name}}
  region: eu-west-1
vpc:
  nat:
    gateway: Single
managedNodeGroups:
  - name: workers
    instanceType: t3.medium
    minSize: 1
    desiredCapacity: {{nodes}}
    maxSize: 3
`;

const workspace = createMockDirectory();

beforeEach(() => {
  workspace.setContent({
    task: { 'cluster.yaml.hbs': template },
    'secret.yaml': 'password: 1234',
  });
});

const workspacePath = () => workspace.resolve('task');

describe('eksctl:render', () => {
  const run = (
    input: {
      templatePath?: string;
      outputPath?: string;
      values?: Record<string, JsonValue>;
    } = {},
  ) =>
    runAction(
      createRenderConfigAction(createTestTools()),
      {
        templatePath: 'cluster.yaml.hbs',
        values: { name: 'shop', nodes: 2 },
        ...input,
      },
      { workspacePath: workspacePath() },
    );

  it('writes a checked config into the workspace', async () => {
    const { error, output } = await run({ outputPath: 'clusters/shop.yaml' });

    expect(error).toBeUndefined();
    const written = workspace.content({ path: 'task/clusters' }) as {
      'shop.yaml': string;
    };
    expect(parse(written['shop.yaml'])).toMatchObject({
      metadata: { name: 'shop' },
      managedNodeGroups: [{ desiredCapacity: 2 }],
    });
    expect(output).toEqual({
      path: 'clusters/shop.yaml',
      config: written['shop.yaml'],
    });
  });

  it('writes nothing when the config is wrong, and says where', async () => {
    workspace.setContent({
      task: {
        'cluster.yaml.hbs': template.replace('maxSize: 3', 'maxSize: 1'),
      },
    });

    const { error } = await run();

    expect(error).toMatchObject({ name: 'InputError' });
    expect(error!.message).toContain('managedNodeGroups[0]');
    expect(workspace.content({ path: 'task' })).not.toHaveProperty(
      'cluster.yaml',
    );
  });

  it('takes a value for a value, whatever it looks like', async () => {
    const value = 'a\n    evil: true\u2028    evil: true';
    workspace.setContent({
      task: {
        'addons.yaml.hbs': template.concat(
          'addons:\n  - name: vpc-cni\n    configurationValues: {{value}}\n',
        ),
      },
    });

    const { output } = await run({
      templatePath: 'addons.yaml.hbs',
      values: { name: 'shop', nodes: 2, value },
    });

    const [addon] = parse(output.config as string).addons;
    expect(addon).toEqual({ name: 'vpc-cni', configurationValues: value });
  });

  it.each([
    [
      'loops that multiply',
      '{{#each many}}{{#each ../many}}{{#each ../../many}}{{/each}}{{/each}}{{/each}}',
      /wide\.yaml\.hbs: The loops of the template go round more than/,
    ],
    ['a file that is too large', 'x'.repeat(2_000_000), /at most 1048576/],
    ['a template that is too long', 'x'.repeat(200_000), /at most 131072/],
  ])('refuses %s, in a dry run too', async (_, wide, message) => {
    workspace.setContent({ task: { 'wide.yaml.hbs': wide } });

    const { error } = await runAction(
      createRenderConfigAction(createTestTools()),
      {
        templatePath: 'wide.yaml.hbs',
        values: { many: Array.from({ length: 300 }, () => 1) },
      },
      { workspacePath: workspacePath(), isDryRun: true },
    );

    expect(error).toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(message),
    });
  });

  it.each([
    { templatePath: '../secret.yaml' },
    { outputPath: '../../etc/cluster.yaml' },
  ])('does not leave the workspace: %j', async input => {
    const { error } = await run(input);

    expect(error).toMatchObject({ name: 'NotAllowedError' });
  });
});

describe('eksctl:create-cluster', () => {
  const input = {
    templatePath: 'cluster.yaml.hbs',
    name: 'shop',
    owner: 'group:default/team-shop',
    reason: 'An odd one',
    values: { name: 'shop', nodes: 2 },
  };

  it('asks for an environment of the blueprint for whole configs', async () => {
    const tools = createTestTools();
    tools.environments.createRequest.mockResolvedValue(testRequest());

    const { error, output } = await runAction(
      createCreateClusterAction(tools),
      input,
      { workspacePath: workspacePath() },
    );

    expect(error).toBeUndefined();
    const [request] = tools.environments.createRequest.mock.calls[0];
    expect(request).toMatchObject({
      blueprint: 'raw-cluster-config',
      name: 'shop',
      owner: 'group:default/team-shop',
      values: { config: output.config },
    });
    expect(parse(output.config as string)).toMatchObject({
      managedNodeGroups: [{ desiredCapacity: 2 }],
    });
    expect(output.requestId).toBe('request-1');
  });

  it('plans the rendered config as a dry run', async () => {
    const tools = createTestTools();
    tools.environments.createPlan.mockResolvedValue(testPlan());

    await runAction(createCreateClusterAction(tools), input, {
      workspacePath: workspacePath(),
      isDryRun: true,
    });

    expect(tools.environments.createPlan).toHaveBeenCalledWith(
      expect.objectContaining({
        values: { config: expect.stringContaining('"desiredCapacity": 2') },
      }),
      expect.anything(),
    );
    expect(tools.environments.createRequest).not.toHaveBeenCalled();
  });

  it('asks for nothing when the template is not there', async () => {
    const tools = createTestTools();

    const { error } = await runAction(
      createCreateClusterAction(tools),
      { ...input, templatePath: 'other.hbs' },
      { workspacePath: workspacePath() },
    );

    expect(error).toMatchObject({
      name: 'NotFoundError',
      message: expect.stringContaining(
        "templatePath: there is no file 'other.hbs'",
      ),
    });
    expect(tools.environments.createRequest).not.toHaveBeenCalled();
  });
});
