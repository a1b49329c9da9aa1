import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { environmentApi, renderPage } from '../__testUtils__/environmentPage';
import {
  exampleEnvironment,
  exampleSweep,
} from '../__testUtils__/exampleEnvironments';

describe('the sweep on the page of an environment', () => {
  it('shows the evidence once it is gone', async () => {
    renderPage(
      environmentApi(
        exampleEnvironment({
          state: 'Deprovisioned',
          endReason: 'LeaseExpired',
          actions: [],
          sweep: exampleSweep(),
        }),
      ),
    );

    expect(
      await screen.findByText(
        /No leftovers: 2 resource types searched, 1 resource found and removed\./,
      ),
    ).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: /Searched resource types/ }),
    );
    const removed = within(
      screen.getByRole('table', { name: 'Found and removed' }),
    );
    expect(removed.getAllByRole('row')[1]).toHaveTextContent(
      'EBS volumevol-1tag kubernetes.io/cluster/checkout-x7k2=owned',
    );
    const kinds = within(screen.getByRole('table', { name: 'Resource type' }));
    expect(
      kinds.getAllByRole('row').map(({ textContent }) => textContent),
    ).toEqual([
      'Resource typeFoundRemoved',
      'EBS volumes11',
      'networks (VPCs)00',
    ]);
    expect(screen.getByText('Lease ended')).toBeInTheDocument();
  });

  it('says what is left, who keeps it and where it is, in quarantine', async () => {
    const { container } = renderPage(
      environmentApi(
        exampleEnvironment({
          state: 'Quarantined',
          sweep: exampleSweep({
            kinds: [
              ...exampleSweep().kinds,
              {
                kind: 'iam-role',
                label: 'IAM roles',
                billed: false,
                found: 0,
                removed: 0,
                problem: 'AccessDenied: no',
              },
            ],
            items: [
              {
                kind: 'vpc',
                label: 'network (VPC)',
                id: 'vpc-1',
                proof: 'tag alpha.eksctl.io/cluster-name=checkout-x7k2',
                outcome: 'remaining',
                reason: 'It is in use',
                consoleUrl: 'https://console/vpc-1',
                heldBy: [
                  {
                    kind: 'network-interface',
                    label: 'network interface',
                    id: 'eni-1',
                    name: 'RDSNetworkInterface',
                    consoleUrl: 'https://console/eni-1',
                  },
                ],
              },
              {
                kind: 'volume',
                label: 'EBS volume',
                id: 'vol-1',
                proof: 'tag kubernetes.io/cluster/checkout-x7k2=owned',
                outcome: 'failed',
                reason: 'VolumeInUse',
              },
            ],
          }),
        }),
      ),
    );

    expect(
      await screen.findByText(
        /2 leftovers\. The portal could not search IAM roles, so this proves nothing yet\./,
      ),
    ).toBeInTheDocument();
    const [, network, volume] = within(
      screen.getByRole('table', { name: 'Leftovers' }),
    ).getAllByRole('row');
    expect(network).toHaveTextContent(
      'It is in usenetwork interface eni-1 (RDSNetworkInterface)',
    );
    expect(
      within(network).getByRole('link', { name: /vpc-1/ }),
    ).toHaveAttribute('href', 'https://console/vpc-1');
    expect(
      within(network).getByRole('link', { name: /eni-1/ }),
    ).toHaveAttribute('href', 'https://console/eni-1');
    expect(volume).toHaveTextContent('EBS volume, costs money');
    await screen.findByText('building cluster');
    expect(await axe(container)).toHaveNoViolations();
  });
});
