import { NotFoundError } from '@backstage/errors';
import { screen } from '@testing-library/react';
import { axe } from 'jest-axe';
import {
  environmentApi,
  renderPage,
  unfoldCreation,
} from '../__testUtils__/environmentPage';
import {
  exampleEnvironment,
  exampleOperation,
  failedEnvironment,
} from '../__testUtils__/exampleEnvironments';

describe('EnvironmentPage', () => {
  it('begins with access, lease and health where the cluster is ready', async () => {
    renderPage(environmentApi(exampleEnvironment()));
    await screen.findByText('Dana extended the lease by 2 d: one more test');

    const titles = screen
      .getAllByRole('heading', { level: 3 })
      .map(({ textContent }) => textContent);
    expect(titles.slice(0, 4)).toEqual([
      'Access',
      'Lease',
      'Health',
      'Built in 21 s · show log',
    ]);
  });

  it('shows the conditions, also of a type that it does not know', async () => {
    const since = '2026-11-21T10:00:00.000Z';
    renderPage(
      environmentApi(
        exampleEnvironment({
          conditions: [
            {
              type: 'Drifted',
              status: 'True',
              reason: 'PartDrift',
              message:
                'Node group workers of checkout-1 is not as it was approved.',
              since,
            },
            {
              type: 'Healthy',
              status: 'False',
              reason: 'NotReady',
              params: { status: 500 },
              message: 'The text of the API',
              since,
            },
            {
              type: 'OwnerMissing',
              status: 'True',
              reason: 'NotInCatalog',
              message: 'The owner is not in the catalog.',
              since,
            },
          ],
        }),
      ),
    );
    await screen.findByText('The owner is not in the catalog.');
    // In the header and on the card.
    expect(screen.getAllByText('Unhealthy')).toHaveLength(2);
    expect(screen.getAllByText('Drifted')).toHaveLength(2);
    expect(screen.getAllByText('OwnerMissing: True')).toHaveLength(2);
    for (const text of [
      'Node group workers of checkout-1 is not as it was approved.',
      'The Kubernetes API reports that it is not ready (status 500).',
    ]) {
      expect(screen.getByText(text)).toBeInTheDocument();
    }
  });

  it('folds the finished creation away, and reads its log once it is opened', async () => {
    const api = environmentApi(exampleEnvironment());
    renderPage(api);
    await screen.findByText('Dana extended the lease by 2 d: one more test');
    expect(screen.queryByRole('log')).toBeNull();
    expect(api.streamOperationLog).not.toHaveBeenCalled();

    await unfoldCreation();
    expect(await screen.findByText('building cluster')).toBeInTheDocument();
    expect(screen.getByText('Complete')).toBeInTheDocument();
  });

  it('begins with the progress while the cluster is built', async () => {
    renderPage(
      environmentApi(
        exampleEnvironment({
          state: 'Provisioning',
          operation: exampleOperation(),
        }),
      ),
    );
    await screen.findByText('Dana extended the lease by 2 d: one more test');

    const titles = screen
      .getAllByRole('heading', { level: 3 })
      .map(({ textContent }) => textContent);
    expect(titles.slice(0, 2)).toEqual(['Creation', 'Log']);
    expect(titles).not.toContain('Health');
  });

  it('shows lease, access and timeline of a cluster', async () => {
    renderPage(environmentApi(exampleEnvironment()));

    expect(await screen.findByText('1 of 3')).toBeInTheDocument();
    expect(
      await screen.findByText('1 day and 2 hours before'),
    ).toBeInTheDocument();
    expect(
      await screen.findByText('Dana extended the lease by 2 d: one more test'),
    ).toBeInTheDocument();
    expect(
      await screen.findByText('arn:aws:iam::111122223333:role/team-shop'),
    ).toBeInTheDocument();
  });

  it('shows phases beside their usual times while it is built', async () => {
    renderPage(
      environmentApi(
        exampleEnvironment({
          state: 'Provisioning',
          operation: exampleOperation(),
          actions: [{ action: 'cancel', possible: true }],
        }),
      ),
    );

    expect(
      await screen.findByRole('progressbar', { name: 'Creation' }),
    ).toHaveAttribute('aria-valuenow', '62');
    const [controlPlane, nodes, verification] = screen
      .getByText('Control plane')
      .closest('ol')!
      .querySelectorAll('li');
    expect(controlPlane).toHaveTextContent(
      'Control plane, done11:40usually 11 min',
    );
    expect(nodes).toHaveTextContent(/Nodes, running2:1\dusually 3 min/);
    expect(verification).toHaveTextContent('Verification, waiting');
  });

  it('tells in words which attempt it is', async () => {
    renderPage(
      environmentApi(
        exampleEnvironment({
          state: 'Provisioning',
          operation: exampleOperation({ attempt: 2, maximumAttempts: 3 }),
        }),
      ),
    );

    expect(await screen.findByText('Attempt 2 of 3')).toBeInTheDocument();
  });

  it('says what to do when there is no such environment', async () => {
    const api = environmentApi(exampleEnvironment());
    api.getEnvironment.mockRejectedValue(
      new NotFoundError('no environment e1'),
    );
    renderPage(api);

    expect(await screen.findByRole('alert')).toHaveTextContent(
      'you may not see it',
    );
    expect(
      screen.getByRole('link', { name: 'All environments' }),
    ).toHaveAttribute('href', '/environments');
  });

  it.each([
    ['Ready', exampleEnvironment()],
    ['failed', failedEnvironment()],
  ])('has no violations when %s', async (_, environment) => {
    const { container } = renderPage(environmentApi(environment));
    if (environment.state === 'Ready') {
      await unfoldCreation();
    }
    await screen.findByText('building cluster');
    await screen.findByText('Dana extended the lease by 2 d: one more test');
    expect(await axe(container)).toHaveNoViolations();
  });
});
