import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createMockDirectory } from '@backstage/backend-test-utils';
import { templateEntityV1beta3Validator } from '@backstage/plugin-scaffolder-common';
import { parse } from 'yaml';
import { runAction } from '../__testUtils__/runAction';
import { createTestTools } from '../__testUtils__/testTools';
import { createCreateClusterAction } from './createCluster';
import { createDeleteEnvironmentAction } from './deleteEnvironment';
import { createExtendEnvironmentAction } from './extendEnvironment';
import { createRenderConfigAction } from './renderConfig';
import { createRequestEnvironmentAction } from './requestEnvironment';

// The first config waits for a worker process to start
jest.setTimeout(60_000);

const folder = join(__dirname, '../../../../examples/templates');

const tools = createTestTools();
const actions = [
  createRequestEnvironmentAction(tools),
  createExtendEnvironmentAction(tools),
  createDeleteEnvironmentAction(tools),
  createRenderConfigAction(tools),
  createCreateClusterAction(tools),
];

const workspace = createMockDirectory();

interface Step {
  action: string;
  input: Record<string, unknown>;
}

const templates = readdirSync(folder)
  .filter(file => file.endsWith('.yaml'))
  .map(file => parse(readFileSync(join(folder, file), 'utf8')));

const stepsOf = (template: { spec: { steps: Step[] } }) => template.spec.steps;

describe('the example templates', () => {
  it.each(templates.map(template => [template.metadata.name, template]))(
    '%s is a template whose steps give our actions what they take',
    async (_name, template) => {
      await expect(
        templateEntityV1beta3Validator.check(template),
      ).resolves.toBe(true);
      for (const { action: id, input } of stepsOf(template)) {
        const schema = actions.find(action => action.id === id)?.schema?.input;
        expect(Object.keys(schema?.properties ?? input)).toEqual(
          expect.arrayContaining(Object.keys(input)),
        );
        expect(Object.keys(input)).toEqual(
          expect.arrayContaining((schema?.required as string[]) ?? []),
        );
      }
    },
  );

  it('use each of our actions', () => {
    const used = templates.flatMap(stepsOf).map(({ action }) => action);

    expect(used).toEqual(expect.arrayContaining(actions.map(({ id }) => id)));
  });

  it.each([
    [{}, undefined],
    [{ team: 'shop' }, { team: 'shop' }],
  ])('have a config that is fine with %j', async (values, labels) => {
    const file = 'cluster.yaml.hbs';
    workspace.setContent({
      [file]: readFileSync(join(folder, 'raw-cluster', file)),
    });

    const { error, output } = await runAction(
      createRenderConfigAction(tools),
      {
        templatePath: file,
        values: {
          name: 'shop',
          region: 'eu-west-1',
          instanceType: 't3.medium',
          nodes: 2,
          ...values,
        },
      },
      { workspacePath: workspace.path },
    );

    expect(error).toBeUndefined();
    const [group] = parse(output.config as string).managedNodeGroups;
    expect(group).toMatchObject({ desiredCapacity: 2, maxSize: 3 });
    expect(group.labels).toEqual(labels);
  });
});
