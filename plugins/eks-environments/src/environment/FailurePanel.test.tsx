import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { environmentApi, renderPage } from '../__testUtils__/environmentPage';
import { failedEnvironment } from '../__testUtils__/exampleEnvironments';

describe('the page of an environment that failed', () => {
  it('begins with cause, cost and remedy when the build failed', async () => {
    const api = environmentApi(failedEnvironment());
    renderPage(api);

    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('AWS has no m5.large free in eu-west-1a.');
    expect(alert).toHaveTextContent(
      'exist and cost up to $0.43/h: EKS cluster checkout-1, stack eksctl-checkout-1-cluster.',
    );
    expect(alert).toHaveTextContent('ask for another instance type');

    await userEvent.click(within(alert).getByRole('button', { name: 'Retry' }));
    await userEvent.click(
      within(await screen.findByRole('dialog')).getByRole('button', {
        name: 'Retry',
      }),
    );
    await waitFor(() =>
      expect(api.retryEnvironment).toHaveBeenCalledWith('e1', {
        idempotencyKey: expect.any(String),
      }),
    );
  });

  it.each([
    [[], 'Nothing of', 'cost'],
    [undefined, 'It is unknown whether parts of', 'These parts of'],
  ])('claims of %j no more than AWS said', async (existing, said, unsaid) => {
    const failed = failedEnvironment();
    renderPage(
      environmentApi({
        ...failed,
        failure: failed.failure && { ...failed.failure, existing },
      }),
    );
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent(said);
    expect(alert).not.toHaveTextContent(unsaid);
  });

  it('offers the form as it was filled in to change what failed', async () => {
    renderPage(environmentApi(failedEnvironment()));

    const link = await screen.findByRole('link', {
      name: 'Revise values',
    });
    const url = new URL(link.getAttribute('href') ?? '', 'http://portal');
    expect(url.pathname).toBe(
      '/create/templates/default/eks-environment-small-cluster',
    );
    expect(JSON.parse(url.searchParams.get('formData') ?? '')).toEqual({
      // The same environment, not a new one.
      environmentId: 'e1',
      name: 'checkout',
      owner: 'group:default/team-shop',
      reason: 'Load test before the sale',
      region: 'eu-west-1',
      account: 'sandbox',
      lease: 'P5D',
      values: { nodes: 2 },
    });
  });

  it('leads to the request while a revision waits for a decision', async () => {
    renderPage(
      environmentApi({
        ...failedEnvironment(),
        pendingRequest: { id: 'r2', type: 'revise' },
        actions: [
          {
            action: 'revise',
            possible: false,
            reason: {
              code: 'request-pending',
              message: 'A revision waits for a decision',
            },
          },
        ],
      }),
    );

    expect(
      await screen.findByRole('link', {
        name: 'A revision waits for a decision',
      }),
    ).toHaveAttribute(
      'href',
      expect.stringContaining('/approvals?view=mine&request=r2'),
    );
    expect(
      screen.queryByRole('link', { name: 'Revise values' }),
    ).not.toBeInTheDocument();
  });
});
