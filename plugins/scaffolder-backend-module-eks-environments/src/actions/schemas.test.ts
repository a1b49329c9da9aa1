import { parse } from 'yaml';
import { createTestTools } from '../__testUtils__/testTools';
import {
  createHibernateEnvironmentAction,
  createResumeEnvironmentAction,
} from './changePower';
import { createCreateClusterAction } from './createCluster';
import { createDeleteEnvironmentAction } from './deleteEnvironment';
import { createExtendEnvironmentAction } from './extendEnvironment';
import { createRenderConfigAction } from './renderConfig';
import { createRequestEnvironmentAction } from './requestEnvironment';

const tools = createTestTools();
const actions = [
  createRequestEnvironmentAction(tools),
  createExtendEnvironmentAction(tools),
  createDeleteEnvironmentAction(tools),
  createHibernateEnvironmentAction(tools),
  createResumeEnvironmentAction(tools),
  createRenderConfigAction(tools),
  createCreateClusterAction(tools),
];

interface Step {
  action: string;
  input: Record<string, unknown>;
}

describe.each(actions.map(action => [action.id, action] as const))(
  '%s',
  (id, action) => {
    it('can be tried out before it is used', () => {
      expect(action.supportsDryRun).toBe(true);
    });

    it('describes each of its inputs and outputs', () => {
      for (const schema of [action.schema!.input!, action.schema!.output!]) {
        const properties = Object.entries(schema.properties!);
        expect(properties.length).toBeGreaterThan(0);
        for (const [name, property] of properties) {
          expect([name, property.description]).toEqual([
            name,
            expect.any(String),
          ]);
        }
      }
    });

    it('has examples that its schema takes', () => {
      const steps = action
        .examples!.flatMap(({ example }) => parse(example).steps as Step[])
        .filter(step => step.action === id);
      expect(steps.length).toBeGreaterThan(0);

      const { properties, required = [] } = action.schema!.input!;
      for (const { input } of steps) {
        expect(Object.keys(properties!)).toEqual(
          expect.arrayContaining(Object.keys(input)),
        );
        expect(Object.keys(input)).toEqual(
          expect.arrayContaining(required as string[]),
        );
      }
    });
  },
);
