import { screen } from '@testing-library/react';
import { exampleOperation } from '../__testUtils__/exampleEnvironments';
import { renderWithApi } from '../__testUtils__/renderWithApi';
import { ProgressCard } from './ProgressCard';

function show(queue: Parameters<typeof exampleOperation>[0]) {
  renderWithApi(
    <ProgressCard
      operation={exampleOperation({ state: 'Pending', ...queue })}
    />,
    { api: {} },
  );
}

describe('the progress of what waits', () => {
  it('tells the place in the queue and why it waits', async () => {
    show({
      queue: {
        place: 3,
        waitsFor: 'limit',
        reason: 'As many creations run as may at once',
      },
    });
    expect(
      await screen.findByText(
        '3rd in the queue. As many creations run as may at once.',
      ),
    ).toBeInTheDocument();
  });

  it('tells why it is paused', async () => {
    show({
      queue: {
        place: 1,
        waitsFor: 'pause',
        reason: 'Creations are paused: The network is being upgraded',
      },
    });
    expect(
      await screen.findByText(
        'Next in the queue. Creations are paused: The network is being upgraded.',
      ),
    ).toBeInTheDocument();
  });
});
