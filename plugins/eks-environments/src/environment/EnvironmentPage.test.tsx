import { NotFoundError } from '@backstage/errors';
import { screen } from '@testing-library/react';
import { axe } from 'jest-axe';
import { environmentApi, renderPage } from '../__testUtils__/environmentPage';
import {
  exampleEnvironment,
  exampleOperation,
  failedEnvironment,
} from '../__testUtils__/exampleEnvironments';

describe('EnvironmentPage', () => {
  it('shows lease, access, timeline and log of a cluster', async () => {
    renderPage(environmentApi(exampleEnvironment()));

    expect(await screen.findByText('building cluster')).toBeInTheDocument();
    expect(screen.getByText('Complete')).toBeInTheDocument();
    expect(screen.getByText('1 of 3')).toBeInTheDocument();
    expect(
      await screen.findByText('1 d, 2 h before the end'),
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
    await screen.findByText('building cluster');
    await screen.findByText('Dana extended the lease by 2 d: one more test');
    expect(await axe(container)).toHaveNoViolations();
  });
});
