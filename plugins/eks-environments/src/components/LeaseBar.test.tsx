import { TestApiProvider, mockApis } from '@backstage/frontend-test-utils';
import { act, render, screen } from '@testing-library/react';
import { DateTime } from 'luxon';
import type { ReactNode } from 'react';
import { exampleEnvironment } from '../__testUtils__/exampleEnvironments';
import { LeaseBar } from './LeaseBar';

const wrapper = ({ children }: { children: ReactNode }) => (
  <TestApiProvider apis={[mockApis.translation(), mockApis.error()]}>
    {children}
  </TestApiProvider>
);

describe('LeaseBar', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  const endingIn = (left: { minutes?: number; days?: number }) => {
    const { lease } = exampleEnvironment();
    return {
      lease: {
        ...lease,
        startedAt: DateTime.now().minus({ minutes: 5 }).toISO(),
        expiresAt: DateTime.now().plus(left).toISO(),
      },
    };
  };
  const pass = (seconds: number) =>
    act(() => jest.advanceTimersByTime(seconds * 1_000));

  it('counts the seconds down when the end is near', () => {
    render(<LeaseBar environment={endingIn({ minutes: 10 })} />, { wrapper });
    pass(1);
    expect(screen.getByText(/9 min 59 s left/)).toHaveTextContent('of 15 min');
    pass(2);
    expect(screen.getByText(/9 min 57 s left/)).toBeInTheDocument();
  });

  it('says when the grace has begun', () => {
    const environment = endingIn({ minutes: -5 });
    render(
      <LeaseBar
        environment={{
          lease: {
            ...environment.lease,
            phase: 'grace',
            graceEndsAt: DateTime.now().plus({ hours: 2 }).toISO(),
          },
        }}
      />,
      { wrapper },
    );
    expect(screen.getByText('2 h of grace left')).toBeInTheDocument();
  });
});
