import { screen } from '@testing-library/react';
import type {
  CircuitBreaker,
  Environment,
  QueuePosition,
} from 'backstage-plugin-eks-environments-common';
import { environmentApi, renderPage } from '../__testUtils__/environmentPage';
import {
  exampleEnvironment,
  exampleOperation,
} from '../__testUtils__/exampleEnvironments';

const UPGRADE = 'Creations are paused: The network is being upgraded';

function show(
  queue: Omit<QueuePosition, 'place'> & { place?: number },
  environment: Partial<Environment> = {},
) {
  return renderPage(
    environmentApi(
      exampleEnvironment({
        state: 'Queued',
        operation: exampleOperation({
          state: 'Pending',
          queue: { place: 1, ...queue },
        }),
        ...environment,
      }),
    ),
  );
}

const breaker: CircuitBreaker = {
  provisioner: 'eksctl',
  account: 'sandbox',
  region: 'eu-west-1',
  state: 'open',
  since: '2026-11-21T10:00:00.000Z',
  retryAt: '2026-11-21T10:05:00.000Z',
  failures: 3,
  failure: {
    class: 'transient',
    message: 'AWS does not answer.',
    operatorMessage: 'CloudFormation answers 503.',
    remedy: 'Wait.',
    retry: 'backoff',
  },
  waiting: 4,
};

describe('the page of an environment that waits', () => {
  it('tells the place in the queue and why it waits', async () => {
    show({
      place: 3,
      waitsFor: 'limit',
      reason: 'The concurrency limit for creations is reached',
    });
    expect(
      await screen.findByText(
        'Number 3 in the queue. The concurrency limit for creations is reached.',
      ),
    ).toBeInTheDocument();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  it.each([UPGRADE, `${UPGRADE}!`])('tells that %s', async reason => {
    show({ waitsFor: 'pause', reason });
    expect(
      await screen.findByText(
        `Next in the queue. ${reason.endsWith('!') ? reason : `${reason}.`}`,
      ),
    ).toBeInTheDocument();
  });

  it('tells once that it waits for AWS: why, with how many, and when it goes on', async () => {
    show(
      {
        waitsFor: 'breaker',
        reason: 'Circuit breaker open for creations in sandbox',
      },
      { breaker },
    );
    const notice = await screen.findByRole('alert');
    expect(notice).toHaveTextContent(
      'Creations in sandbox, eu-west-1 are on hold: AWS does not answer.',
    );
    expect(notice).toHaveTextContent('4 are waiting and keep their places');
    expect(notice).toHaveTextContent('The portal tries one of them');
    expect(notice).toHaveTextContent('CloudFormation answers 503.');
    expect(screen.getByText('Next in the queue.')).toBeInTheDocument();
    expect(screen.queryByText(/Circuit breaker open/)).not.toBeInTheDocument();
  });

  it('does not promise a try to those who wait for one that runs', async () => {
    show(
      {
        waitsFor: 'breaker',
        reason: 'Circuit breaker open for creations in sandbox',
      },
      { breaker: { ...breaker, state: 'halfOpen', waiting: 1 } },
    );
    const notice = await screen.findByRole('alert');
    expect(notice).toHaveTextContent('One is waiting');
    expect(notice).toHaveTextContent('One of them is being tried');
    expect(notice).not.toHaveTextContent('A platform engineer');
  });

  it('tells when what was begun is deleted if it has to wait longer', async () => {
    const { lease } = exampleEnvironment();
    show(
      { waitsFor: 'pause', reason: UPGRADE },
      { lease: { ...lease, deadline: '2099-11-21T10:05:00.000Z' } },
    );
    expect(
      await screen.findByText(/The resources that exist so far cost money/),
    ).toHaveTextContent(/they are deleted in .+ unless the creation continues/);
  });

  it('tells after a failed attempt what failed and that it goes on by itself', async () => {
    show(
      { waitsFor: 'backoff', reason: 'Attempt 1 failed' },
      {
        failure: breaker.failure,
        operation: exampleOperation({
          state: 'Pending',
          attempt: 1,
          maximumAttempts: 3,
          nextAttemptAt: '2099-11-21T10:05:00.000Z',
        }),
      },
    );
    const panel = await screen.findByRole('alert');
    expect(panel).toHaveTextContent('AWS does not answer.');
    expect(panel).toHaveTextContent(/Attempt 2 of 3 starts by itself in /);
    // Once, not in the panel and beside the phases.
    expect(screen.getAllByText('AWS does not answer.')).toHaveLength(1);
  });
});
