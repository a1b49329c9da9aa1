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

  it('is of a type of its own, so that a list can offer blueprints only', () => {
    const { metadata, spec } = blueprintTemplate(testBlueprint(), owner);

    expect(spec!.type).toBe('eks-environment');
    expect(metadata.description).toMatch(/^A cluster for a team\n\n\*\*/);
  });

  it('is one step, with the parameters of the blueprint as one object and the plan beside them', () => {
    const [form, ...others] = parametersOf();

    expect(others).toEqual([]);
    expect(form.properties.values).toEqual({
      ...testBlueprint().parameters,
      'ui:options': { label: false },
    });
    expect(Object.keys(form.properties)).toEqual([
      'environmentId',
      'name',
      'owner',
      'reason',
      'values',
      'region',
      'lease',
      'plan',
    ]);
  });

  it('shows in the review what the plan says in words, not the entity reference and the duration', () => {
    const [{ properties }] = parametersOf();

    for (const field of ['environmentId', 'owner', 'lease']) {
      expect(properties[field]['ui:backstage']).toEqual({
        review: { show: false },
      });
    }
    expect(properties.plan.properties).toMatchObject({
      owner: { title: 'Owner' },
      lease: { title: 'Lease' },
    });
  });

  it('shows the plan of the very version that it asks for', () => {
    const [{ properties }] = parametersOf();
    const { steps } = blueprintTemplate(testBlueprint(), owner).spec as {
      steps: Array<{ input: object }>;
    };

    expect(properties.plan['ui:options']).toEqual({
      blueprint: 'team-cluster',
      version: 2,
    });
    expect(properties.lease).toMatchObject({
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
    const [{ properties }] = parametersOf();

    expect(properties).not.toHaveProperty('account');
    expect(properties.region.enum).toEqual(['eu-west-1', 'eu-central-1']);
  });

  it('insists on a reason when a person has to approve', () => {
    const automatic = testBlueprint({
      approval: { mode: 'automatic', rule: 'Small enough' },
    });

    expect(parametersOf()[0].required).toContain('reason');
    expect(parametersOf(automatic)[0].required).not.toContain('reason');
  });

  it('has no values for a blueprint without parameters', () => {
    const blueprint = testBlueprint({
      parameters: { type: 'object', properties: {} },
    });
    const { steps } = blueprintTemplate(blueprint, owner).spec as {
      steps: Array<{ input: object }>;
    };

    expect(parametersOf(blueprint)[0].properties).not.toHaveProperty('values');
    expect(steps[0].input).not.toHaveProperty('values');
  });
});
