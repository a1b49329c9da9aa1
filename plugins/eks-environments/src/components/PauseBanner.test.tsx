import { screen, waitFor } from '@testing-library/react';
import type { EnginePause } from 'backstage-plugin-eks-environments-common';
import { renderWithApi } from '../__testUtils__/renderWithApi';
import { PauseBanner } from './PauseBanner';

const creations: EnginePause = {
  id: 'p1',
  lane: 'build',
  reason: 'The network is being upgraded',
  pausedBy: 'user:default/pat',
  pausedAt: '2026-11-21T10:00:00.000Z',
  waiting: 2,
};

function apiOf(items: EnginePause[]) {
  return {
    listPauses: jest.fn(async () => ({ items, totalItems: items.length })),
  };
}

describe('PauseBanner', () => {
  it('tells everybody what is paused and why', async () => {
    const api = apiOf([
      creations,
      { ...creations, id: 'p2', lane: 'teardown', account: 'sandbox' },
    ]);
    renderWithApi(<PauseBanner />, { api, allowed: false });
    expect(
      await screen.findByText(
        'Creations are paused: The network is being upgraded',
      ),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/^Deletions in sandbox are paused:/),
    ).toBeInTheDocument();
  });

  it('is not there while all goes on', async () => {
    const api = apiOf([]);
    renderWithApi(<PauseBanner />, { api });
    await waitFor(() => expect(api.listPauses).toHaveBeenCalled());
    expect(screen.queryByRole('note')).not.toBeInTheDocument();
  });
});
