import { act, screen, waitFor } from '@testing-library/react';
import { NotAllowedError } from '@backstage/errors';
import { renderWithApi } from '../__testUtils__/renderWithApi';
import { useUsage } from '../query';
import { StaleNotice } from './StaleNotice';

function Counts() {
  const { data } = useUsage('all');
  return <span>{data ? `${data.ready} ready` : 'loading'}</span>;
}

function usageApi() {
  return { getUsage: jest.fn(async () => ({ ready: 3 } as any)) };
}

function show(api: ReturnType<typeof usageApi>) {
  return renderWithApi(
    <>
      <StaleNotice />
      <Counts />
    </>,
    { api },
  );
}

describe('StaleNotice', () => {
  it('says how old the data is while the API fails, and goes when it answers again', async () => {
    const api = usageApi();
    const { queryClient } = show(api);
    expect(await screen.findByText('3 ready')).toBeInTheDocument();
    expect(screen.queryByText(/reach the portal/)).toBeNull();

    api.getUsage.mockRejectedValueOnce(new TypeError('Failed to fetch'));
    await act(() => queryClient.refetchQueries());
    expect(
      screen.getByText(
        /^Can’t reach the portal. Last updated \d\d:\d\d. Retrying…$/,
      ),
    ).toBeInTheDocument();
    expect(screen.getByText('3 ready')).toBeInTheDocument();

    await act(() => queryClient.refetchQueries());
    await waitFor(() =>
      expect(screen.queryByText(/reach the portal/)).toBeNull(),
    );
  });

  it('is silent about an answer that stays the same', async () => {
    const api = usageApi();
    const { queryClient } = show(api);
    await screen.findByText('3 ready');
    api.getUsage.mockRejectedValueOnce(new NotAllowedError('No'));
    await act(() => queryClient.refetchQueries());
    expect(screen.queryByText(/reach the portal/)).toBeNull();
  });
});
