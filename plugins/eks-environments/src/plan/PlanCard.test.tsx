import { renderInTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { screen, within } from '@testing-library/react';
import type { Plan } from 'backstage-plugin-eks-environments-common';
import { axe } from 'jest-axe';
import { examplePlan } from '../__testUtils__/exampleRequests';
import { quotasRouteRef } from '../routes';
import { PlanCard } from './PlanCard';

function renderPlan(
  plan: Plan,
  props: Omit<Parameters<typeof PlanCard>[0], 'plan'> = {},
) {
  return renderInTestApp(<PlanCard plan={plan} {...props} />, {
    mountedRoutes: {
      '/catalog/:namespace/:kind/:name': entityRouteRef,
      '/environments/quotas': quotasRouteRef,
    },
  });
}

describe('PlanCard', () => {
  it('shows cost with its band, size, quota, approvers and lease', async () => {
    const { container } = renderPlan(examplePlan());

    expect(await screen.findByText('Can be requested')).toBeInTheDocument();
    expect(screen.getByText('$0.43/h')).toBeInTheDocument();
    expect(screen.getByText('$51.60 for the lease')).toBeInTheDocument();
    expect(
      screen.getByText('At the largest size $0.80/h, or $96.00 for the lease'),
    ).toBeInTheDocument();
    expect(
      screen.getByText('2 nodes now, up to 4 · 4–8 vCPU · 16–32 GiB'),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('meter', { name: 'Environments of team-shop' }),
    ).toHaveAttribute('aria-valuetext', '1 before, 2 after, of 3');
    expect(screen.getByText('1 → 2 of 3')).toBeInTheDocument();
    expect(screen.getByText(/Needs one of/)).toHaveTextContent('platform');
    expect(screen.getByText(/5 d from the time it is ready/)).toHaveTextContent(
      'then 6 h of grace. Extensions included, at most 14 d.',
    );
    expect(await axe(container)).toHaveNoViolations();
  });

  it('never shows a cost as complete that is not', async () => {
    const plan = examplePlan();
    const part = {
      code: 'auto-mode',
      subject: 'nodes that Auto Mode starts',
      reason: 'nothing in the config limits their number and types',
    };
    const { container } = renderPlan({
      ...plan,
      cost: { ...plan.cost!, unpriced: [part] },
      size: { ...plan.size!, unknown: [part] },
    });

    expect(await screen.findByText('at least $0.43/h')).toBeInTheDocument();
    expect(
      screen.getByText('at least $51.60 for the lease'),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('list', { name: 'Not included in the cost' }),
    ).toHaveTextContent(
      'nodes that Auto Mode starts: nothing in the config limits their number and types',
    );
    expect(
      screen.getByText('Not counted: nodes that Auto Mode starts'),
    ).toBeInTheDocument();
    expect(await axe(container)).toHaveNoViolations();
  });

  it('says when policy approves', async () => {
    renderPlan(
      examplePlan({
        approval: {
          mode: 'automatic',
          rule: 'Policy approves it',
          steps: [],
        },
      }),
    );
    expect(await screen.findByText('Policy approves it')).toBeInTheDocument();
  });

  it('names the field of each finding by its title, errors first', async () => {
    const { container } = renderPlan(
      examplePlan({
        outcome: 'refused',
        findings: [
          {
            severity: 'warning',
            code: 'slow',
            message: 'This takes 20 minutes.',
          },
          {
            severity: 'error',
            code: 'quota',
            field: 'values.nodes',
            message: 'At most 2.',
          },
        ],
      }),
      { titles: { 'values.nodes': 'Number of nodes' } },
    );

    expect(await screen.findByText('Cannot be requested')).toBeInTheDocument();
    const findings = within(
      screen.getByRole('list', { name: 'Findings' }),
    ).getAllByRole('listitem');
    expect(findings.map(finding => finding.textContent)).toEqual([
      'Error in Number of nodes: At most 2.',
      'Warning: This takes 20 minutes.',
    ]);
    expect(await axe(container)).toHaveNoViolations();
  });

  it('names every place of a finding, and the entry that would allow it', async () => {
    const { container } = renderPlan(
      examplePlan({
        outcome: 'refused',
        findings: [
          {
            severity: 'error',
            code: 'path-not-allowed',
            message: 'managedNodeGroups[].ami is not allowed (2 places)',
            path: 'managedNodeGroups[].ami',
            places: ['managedNodeGroups[0].ami', 'managedNodeGroups[3].ami'],
            allowedPath: 'managedNodeGroups[].ami',
          },
        ],
      }),
    );

    expect(
      await screen.findByText(
        'managedNodeGroups[0].ami, managedNodeGroups[3].ami',
      ),
    ).toBeInTheDocument();
    expect(screen.getByText('- managedNodeGroups[].ami')).toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: 'Copy entry for allowedPaths' }),
    ).toBeInTheDocument();
    expect(await axe(container)).toHaveNoViolations();
  });

  it('marks the limit that would be passed', async () => {
    renderPlan(
      examplePlan({
        quota: [
          {
            scope: 'everyone',
            dimension: 'hourlyCost',
            title: 'Cost per hour',
            unit: {
              kind: 'dollarsPerHour',
              one: 'dollar per hour',
              other: 'dollars per hour',
            },
            limit: 1,
            before: 0.8,
            after: 1.23,
            exceeded: true,
            source: 'app-config',
          },
        ],
      }),
    );
    expect(await screen.findByText('Everyone')).toBeInTheDocument();
    expect(screen.getByText('$0.80/h → $1.23/h of $1.00/h')).toHaveTextContent(
      'over the limit',
    );
  });

  it('says in one line that AWS has all it takes', async () => {
    renderPlan(
      examplePlan({
        checks: [
          {
            check: 'credentials',
            outcome: 'passed',
            message: 'The credentials work',
          },
          {
            check: 'vpcs',
            outcome: 'passed',
            message: 'VPCs in eu-west-1: 3 of 5 used, 1 needed',
            used: 3,
            limit: 5,
            needed: 1,
          },
        ],
      }),
    );
    expect(
      await screen.findByText('The account has capacity for this'),
    ).toBeInTheDocument();
    expect(
      screen.getByText('VPCs in eu-west-1: 3 of 5 used, 1 needed'),
    ).toBeInTheDocument();
    expect(screen.queryByText('The credentials work')).not.toBeInTheDocument();
  });

  it('shows what AWS has no room for, with numbers and what to do', async () => {
    const { container } = renderPlan(
      examplePlan({
        checks: [
          {
            check: 'vpcs',
            outcome: 'warning',
            message: 'VPCs in eu-west-1: 5 of 5 used, 1 more needed',
            remedy: 'Have the quota raised.',
            used: 5,
            limit: 5,
            needed: 1,
          },
          {
            check: 'vcpu',
            outcome: 'unknown',
            message: 'Could not check vCPUs',
          },
        ],
      }),
    );
    const problems = within(
      await screen.findByRole('list', { name: 'Account check' }),
    ).getAllByRole('listitem');
    expect(problems.map(({ textContent }) => textContent?.trim())).toEqual([
      'No capacity now: VPCs in eu-west-1: 5 of 5 used, 1 more needed. Have the quota raised.',
      'Not checked: Could not check vCPUs.',
    ]);
    expect(
      screen.queryByText('The account has capacity for this'),
    ).not.toBeInTheDocument();
    expect(await axe(container)).toHaveNoViolations();
  });

  it('says of a refused plan only why it is refused', async () => {
    const [effect] = examplePlan().quota;
    renderPlan(
      examplePlan({
        outcome: 'refused',
        dryRun: 'accepted',
        checks: [
          { check: 'vpcs', outcome: 'passed', message: '3 of 5', limit: 5 },
          { check: 'credentials', outcome: 'failed', message: 'Access denied' },
        ],
        quota: [{ ...effect, before: 3, after: 4, exceeded: true }],
      }),
    );
    expect(await screen.findByText('over the limit')).toBeInTheDocument();
    expect(screen.getByText(/Access denied/)).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'What uses it' })).toHaveAttribute(
      'href',
      '/environments/quotas?search=team-shop&users=group%3Adefault%2Fteam-shop',
    );
    for (const absent of ['Approval', '3 of 5', 'Check of the config']) {
      expect(screen.queryByText(absent)).not.toBeInTheDocument();
    }
  });

  it.each([
    ['accepted', 'The provisioner accepts this config'],
    ['pending', 'The provisioner is checking this config'],
  ] as const)('shows the verdict of eksctl: %s', async (dryRun, text) => {
    renderPlan(examplePlan({ dryRun }));
    expect(await screen.findByText(text)).toBeInTheDocument();
  });

  it('leaves the reasons of eksctl to the findings', async () => {
    renderPlan(
      examplePlan({
        outcome: 'refused',
        dryRun: 'refused',
        findings: [
          {
            severity: 'error',
            code: 'dry-run',
            field: 'values.config',
            path: 'nodeGroups[0].volumeEncrypted',
            message: 'eksctl refuses this config: it cannot be set',
          },
        ],
      }),
    );
    expect(
      await screen.findByText(/eksctl refuses this config/),
    ).toBeInTheDocument();
    expect(screen.queryByText('Check of the config')).not.toBeInTheDocument();
  });

  it('copes with a plan that never came as far as a price', async () => {
    renderPlan(
      examplePlan({
        outcome: 'refused',
        findings: [
          {
            severity: 'error',
            code: 'name',
            field: 'name',
            message: 'name: Taken.',
          },
        ],
        approval: { mode: 'automatic', rule: 'Policy approves', steps: [] },
        cost: undefined,
        size: undefined,
        config: undefined,
        quota: [],
      }),
    );
    const finding = (await screen.findByText('Error in Name:')).parentElement;
    expect(finding).toHaveTextContent(/^Error in Name: Taken\.$/);
    expect(screen.queryByText('Cost')).not.toBeInTheDocument();
    expect(screen.queryByText('Approval')).not.toBeInTheDocument();
  });
});
