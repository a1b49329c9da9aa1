import { screen } from '@testing-library/react';
import { environmentApi, renderPage } from '../__testUtils__/environmentPage';
import { exampleEnvironment } from '../__testUtils__/exampleEnvironments';

const { cost } = exampleEnvironment({});
const ended = {
  ...cost,
  hourly: { ...cost.hourly, amount: '0.00' },
  items: [],
  unpriced: [
    { code: 'not-searched', subject: 'leftovers', reason: 'no sweep yet' },
  ],
};
const continues = /cost and quota keep counting/;

describe('the cost on the page of an environment whose deletion failed', () => {
  it('says that everything counts while it is unknown what is left', async () => {
    renderPage(
      environmentApi(exampleEnvironment({ state: 'DeprovisioningFailed' })),
    );
    expect(await screen.findByText(continues)).toBeInTheDocument();
  });

  it('says what still counts once the cost has ended', async () => {
    renderPage(
      environmentApi(
        exampleEnvironment({ state: 'DeprovisioningFailed', cost: ended }),
      ),
    );
    expect(
      await screen.findByText(/only the environment counts/),
    ).toBeInTheDocument();
    expect(screen.queryByText(continues)).not.toBeInTheDocument();
  });
});
