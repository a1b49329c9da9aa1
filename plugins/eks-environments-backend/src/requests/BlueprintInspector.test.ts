import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PreflightCheck } from 'backstage-plugin-eksctl-node';
import { type BlueprintStore, type StoredBlueprint } from '../blueprints';
import { parseBlueprints } from '../blueprints/parseBlueprints';
import { planningProvisioner } from '../__testUtils__/planningProvisioner';
import { testProvisioners } from '../__testUtils__/testProvisioners';
import { BlueprintInspector } from './BlueprintInspector';

const examples = join(__dirname, '../../../../examples/blueprints');

describe('BlueprintInspector', () => {
  async function inspect(options: {
    template?: string;
    checks?: PreflightCheck[];
    groups?: string[];
    approvers?: string[];
  }) {
    const source = join(examples, 'team-cluster.yaml');
    const text = await readFile(source, 'utf8');
    const { blueprints } = await parseBlueprints({ source, text });
    const [{ definition, digest }] = blueprints;
    const blueprint: StoredBlueprint = {
      ...definition,
      digest,
      ...(options.template && {
        template: options.template,
        parameters: { type: 'object' },
      }),
      approval: {
        mode: 'person',
        steps: [{ approvers: options.approvers ?? [] }],
      },
    };
    const logger = mockServices.logger.mock();
    const check = jest.fn(async () => options.checks ?? []);
    const inspector = new BlueprintInspector({
      accounts: [
        {
          id: blueprint.accounts[0],
          accountNumber: '111111111111',
          regions: blueprint.regions,
        },
      ],
      blueprints: {
        listNewest: async () => [blueprint],
      } as Partial<BlueprintStore> as BlueprintStore,
      catalog: catalogServiceMock({
        entities: (options.groups ?? []).map(name => ({
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'Group',
          metadata: { name, namespace: 'default' },
        })),
      }),
      auth: mockServices.auth(),
      logger,
      provisioners: testProvisioners([
        planningProvisioner({ preflight: { check } }),
      ]),
    });
    await inspector.inspect();
    return { problems: inspector.problems, check, logger };
  }

  it('names approvers that the catalog does not have', async () => {
    const { problems } = await inspect({
      approvers: ['group:default/platform', 'group:default/gone'],
      groups: ['platform'],
    });
    expect(problems).toEqual([
      {
        source: expect.stringMatching(/^team-cluster@\d+$/),
        severity: 'warning',
        path: 'spec.approval',
        message: 'names the group gone, which the catalog does not have',
      },
    ]);
  });

  it('tells what AWS does not offer, and not what is used up or unknown', async () => {
    const { problems, check } = await inspect({
      checks: [
        {
          check: 'version',
          outcome: 'failed',
          message: 'Kubernetes 1.20 is not offered',
        },
        { check: 'vpcs', outcome: 'failed', message: 'VPCs: 5 of 5 used' },
        { check: 'instanceType', outcome: 'unknown', message: 'No answer' },
      ],
    });
    expect(problems).toMatchObject([
      {
        path: 'spec.template',
        message: expect.stringMatching(/^Kubernetes 1\.20 is not offered \(/),
      },
    ]);
    expect(check).toHaveBeenCalledTimes(1);
  });

  it('does not ask AWS for a version that has a name alone', async () => {
    const { check } = await inspect({
      template: 'metadata: { version: latest, tags: { a: b } }',
    });
    expect(check).toHaveBeenCalledWith(
      expect.objectContaining({
        config: expect.not.stringContaining('latest'),
      }),
    );
  });

  it('finds nothing wrong with a good one', async () => {
    const { problems, logger } = await inspect({});
    expect(problems).toEqual([]);
    expect(logger.warn).not.toHaveBeenCalled();
  });
});
