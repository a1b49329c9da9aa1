import { entityEnvelopeSchemaValidator } from '@backstage/catalog-model';
import { templateEntityV1beta3Validator } from '@backstage/plugin-scaffolder-common';
import type { JsonObject } from '@backstage/types';
import { testBlueprint } from '../__testUtils__/testBlueprint';
import { blueprintTemplate } from './blueprintTemplate';

const owner = 'group:default/unknown';

interface FormStep {
  title: string;
  required?: string[];
  properties: Record<string, JsonObject>;
}

function parametersOf(blueprint = testBlueprint()) {
  const { spec } = blueprintTemplate(blueprint, owner);
  return spec!.parameters as unknown as FormStep[];
}

describe('blueprintTemplate', () => {
  it('is a template that the Scaffolder takes', async () => {
    const template = blueprintTemplate(testBlueprint(), owner);

    expect(() => entityEnvelopeSchemaValidator()(template)).not.toThrow();
    await expect(templateEntityV1beta3Validator.check(template)).resolves.toBe(
      true,
    );
    expect(template.metadata).toMatchObject({
      name: 'eks-environment-team-cluster',
      title: 'Team cluster',
      annotations: {
        'backstage.io/managed-by-location':
          'eks-environments:blueprint/team-cluster',
        'backstage.io/managed-by-origin-location':
          'eks-environments:blueprint/team-cluster',
      },
    });
    expect(template.spec!.owner).toBe('group:default/platform-engineers');
  });

  it('asks for the parameters of the blueprint as one object', () => {
    const [, values] = parametersOf();

    expect(values).toEqual({
      title: 'Team cluster',
      properties: {
        values: {
          ...testBlueprint().parameters,
          'ui:options': { label: false },
        },
      },
    });
  });

  it('shows the plan of the very version that it asks for', () => {
    const [, , lease] = parametersOf();
    const { steps } = blueprintTemplate(testBlueprint(), owner).spec as {
      steps: Array<{ input: object }>;
    };

    expect(lease.properties.plan['ui:options']).toEqual({
      blueprint: 'team-cluster',
      version: 2,
    });
    expect(lease.properties.lease).toMatchObject({
      default: 'P7D',
      'ui:options': { default: 'P7D', maximum: 'P14D' },
    });
    expect(steps).toHaveLength(1);
    expect(steps[0].input).toMatchObject({
      blueprint: 'team-cluster',
      version: 2,
    });
  });

  it('hands every parameter of its form to the action, but the plan, which is for people', () => {
    const blueprint = testBlueprint({ accounts: ['sandbox', 'production'] });
    const asked = parametersOf(blueprint).flatMap(step =>
      Object.keys(step.properties),
    );
    const { steps } = blueprintTemplate(blueprint, owner).spec as {
      steps: Array<{ input: Record<string, unknown> }>;
    };

    for (const parameter of asked.filter(name => name !== 'plan')) {
      expect(steps[0].input[parameter]).toBe(`\${{ parameters.${parameter} }}`);
    }
    expect(asked).toContain('account');
  });

  it('asks for the account only where there is a choice', () => {
    const [, , lease] = parametersOf();

    expect(lease.properties).not.toHaveProperty('account');
    expect(lease.properties.region.enum).toEqual(['eu-west-1', 'eu-central-1']);
  });

  it('insists on a reason when a person has to approve', () => {
    const automatic = testBlueprint({
      approval: { mode: 'automatic', rule: 'Small enough' },
    });

    expect(parametersOf()[0].required).toContain('reason');
    expect(parametersOf(automatic)[0].required).not.toContain('reason');
  });

  it('has no empty step for a blueprint without parameters', () => {
    const blueprint = testBlueprint({
      parameters: { type: 'object', properties: {} },
    });
    const { steps } = blueprintTemplate(blueprint, owner).spec as {
      steps: Array<{ input: object }>;
    };

    expect(parametersOf(blueprint).map(({ title }) => title)).toEqual([
      'Environment',
      'Lease and plan',
    ]);
    expect(steps[0].input).not.toHaveProperty('values');
  });

  it('takes the names that the service takes', () => {
    const { pattern, maxLength } = parametersOf()[0].properties.name;
    const isTaken = (name: string) =>
      new RegExp(pattern as string).test(name) &&
      name.length <= (maxLength as number);

    expect(['a', 'shop-2', 'x'.repeat(30)].filter(isTaken)).toHaveLength(3);
    expect(
      ['', '2shop', 'Shop', 'shop_2', 'shop-', 'a--b', 'x'.repeat(31)].filter(
        isTaken,
      ),
    ).toEqual([]);
  });
});
