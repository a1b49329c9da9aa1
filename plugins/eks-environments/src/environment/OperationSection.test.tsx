import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { environmentApi, renderPage } from '../__testUtils__/environmentPage';
import {
  exampleEnvironment,
  exampleOperation,
} from '../__testUtils__/exampleEnvironments';
import { CURRENT_URL } from '../__testUtils__/renderWithApi';

describe('the operations of an environment', () => {
  it('shows an older one that is picked, and keeps the choice in the URL', async () => {
    const creation = exampleOperation({ state: 'Succeeded', percent: 100 });
    const deletion = exampleOperation({
      id: 'o2',
      type: 'delete',
      title: 'Deletion',
      lane: 'teardown',
      phases: [{ id: 'sweep', title: 'Sweep', state: 'running' }],
    });
    const api = environmentApi(
      exampleEnvironment({ state: 'Deprovisioning', operation: deletion }),
    );
    api.listOperations.mockResolvedValue({
      items: [deletion, creation],
      totalItems: 2,
      pageInfo: {},
    });
    renderPage(api);

    expect(
      await screen.findByRole('progressbar', { name: 'Deletion' }),
    ).toBeInTheDocument();
    await userEvent.click(
      await screen.findByRole('button', { name: /Operation/ }),
    );
    await userEvent.click(
      within(screen.getByRole('listbox')).getByRole('option', {
        name: /^Creation · Done/,
      }),
    );

    expect(
      await screen.findByRole('progressbar', { name: 'Creation' }),
    ).toHaveAttribute('aria-valuenow', '100');
    expect(screen.getByTestId(CURRENT_URL)).toHaveTextContent('?operation=o1');
  });

  it('does not say that nothing was done before it knows', async () => {
    const api = environmentApi(exampleEnvironment({ operation: undefined }));
    let answer = () => {};
    api.listOperations.mockReturnValue(
      new Promise(resolve => {
        answer = () => resolve({ items: [], totalItems: 0, pageInfo: {} });
      }),
    );
    renderPage(api);
    await screen.findByText('Dana extended the lease by 2 d: one more test');
    expect(
      screen.queryByText('Not created by the portal'),
    ).not.toBeInTheDocument();

    answer();
    expect(
      await screen.findByText('Not created by the portal'),
    ).toBeInTheDocument();
  });

  it('says that they could not be read, and tries again', async () => {
    const api = environmentApi(exampleEnvironment({ operation: undefined }));
    api.listOperations.mockRejectedValueOnce(new Error('Gone fishing'));
    renderPage(api);

    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('Could not load the operations.');
    await userEvent.click(within(alert).getByRole('button', { name: 'Retry' }));
    expect(
      await screen.findByText('Not created by the portal'),
    ).toBeInTheDocument();
  });
});
