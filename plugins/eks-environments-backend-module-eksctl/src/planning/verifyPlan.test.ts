import type { ProvisionerVerificationInput } from 'backstage-plugin-eks-environments-node';
import type { DryRunRequest, DryRunVerdict } from '../dryRun';
import { verifyPlan } from './verifyPlan';

const planned: ProvisionerVerificationInput = {
  blueprint: {
    name: 'raw',
    version: 1,
    parameters: {},
    allowedPaths: [],
    accounts: [],
    regions: [],
    raw: true,
  },
  spec: 'name: shop-1',
  account: 'sandbox',
  region: 'eu-west-1',
  resourceRef: 'shop-1',
  generatedNames: ['shop-1', '01ARZ'],
  isRefused: false,
  purpose: 'request',
};

async function verify(options: {
  planned?: Partial<ProvisionerVerificationInput>;
  verdict?: DryRunVerdict;
}) {
  const { verdict } = options;
  const asked: DryRunRequest[] = [];
  const verified = await verifyPlan(
    { ...planned, ...options.planned },
    {
      dryRun: {
        peek: request => {
          asked.push(request);
          return verdict;
        },
        check: async request => {
          asked.push(request);
          return verdict ?? { kind: 'accepted' };
        },
      },
    },
  );
  return { verified, asked };
}

const refused: DryRunVerdict = {
  kind: 'refused',
  sentence:
    'nodeGroups[0].volumeEncrypted cannot be set without nodeGroups[0].volumeSize',
  path: 'nodeGroups[0].volumeEncrypted',
};

describe('verifyPlan with the dry run of eksctl', () => {
  it('shows that eksctl accepts the config', async () => {
    const { verified, asked } = await verify({ verdict: { kind: 'accepted' } });
    expect(verified).toEqual({ findings: [], dryRun: 'accepted' });
    expect(asked).toEqual([
      {
        config: 'name: shop-1',
        account: 'sandbox',
        region: 'eu-west-1',
        names: ['shop-1', '01ARZ'],
      },
    ]);
  });

  it('refuses what eksctl refuses, with its sentence and field', async () => {
    const { verified } = await verify({ verdict: refused });
    expect(verified).toMatchObject({
      dryRun: 'refused',
      findings: [
        {
          severity: 'error',
          code: 'dry-run',
          field: 'values.config',
          path: 'nodeGroups[0].volumeEncrypted',
          message:
            'eksctl refuses this config: nodeGroups[0].volumeEncrypted cannot be set without nodeGroups[0].volumeSize',
        },
      ],
    });
  });

  it('only warns if eksctl could not check the config', async () => {
    const { verified } = await verify({
      verdict: { kind: 'unchecked', reason: 'AWS was not reached' },
    });
    expect(verified).toMatchObject({
      dryRun: 'unchecked',
      findings: [
        {
          severity: 'warning',
          code: 'dry-run',
          message:
            'eksctl could not check this config. AWS was not reached. It is checked again before the cluster is created.',
        },
      ],
    });
  });

  it('does not wait for eksctl beside a form, and shows that it was asked', async () => {
    const preview = { purpose: 'preview' } as const;
    const unknown = await verify({ planned: preview });
    expect(unknown.verified).toEqual({ findings: [], dryRun: 'pending' });
    const known = await verify({ planned: preview, verdict: refused });
    expect(known.verified).toMatchObject({
      findings: [{ severity: 'error' }],
    });
  });

  it('does not ask eksctl about a plan that is refused already', async () => {
    const { verified, asked } = await verify({ planned: { isRefused: true } });
    expect(asked).toEqual([]);
    expect(verified.dryRun).toBeUndefined();
  });
});
