import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  environmentApi,
  renderPage,
  unfoldCreation,
} from '../../__testUtils__/environmentPage';
import {
  endEvent,
  exampleEnvironment,
  exampleLine,
  exampleOperation,
  lineEvent,
} from '../../__testUtils__/exampleEnvironments';

describe('the log of an environment', () => {
  it('takes progress from the log stream without asking again', async () => {
    const operation = exampleOperation();
    const api = environmentApi(
      exampleEnvironment({ state: 'Provisioning', operation }),
      [
        `event: progress\ndata: ${JSON.stringify({
          ...operation,
          percent: 77,
        })}\n\n`,
        endEvent,
      ],
    );
    renderPage(api);

    await waitFor(() =>
      expect(screen.getByRole('progressbar')).toHaveAttribute(
        'aria-valuenow',
        '77',
      ),
    );
    expect(api.getEnvironment).toHaveBeenCalledTimes(1);
  });

  it('tells errors and warnings by more than their colour', async () => {
    renderPage(
      environmentApi(exampleEnvironment(), [
        lineEvent({ ...exampleLine(1, 'no more IPs'), level: 'critical' }),
        lineEvent({ ...exampleLine(2, 'it is slow'), level: 'warning' }),
        lineEvent(exampleLine(3, 'all is well')),
        endEvent,
      ]),
    );
    await unfoldCreation();
    const lineOf = async (text: string) =>
      (await screen.findByText(text)).parentElement!;
    expect(await lineOf('no more IPs')).toHaveTextContent('✖Error');
    expect(await lineOf('it is slow')).toHaveTextContent('!Warning');
    expect(await lineOf('all is well')).toHaveTextContent(
      /^\d\d:12:03all is well$/,
    );
  });

  it('searches the log', async () => {
    renderPage(
      environmentApi(exampleEnvironment(), [
        lineEvent(exampleLine(1, 'building cluster')),
        lineEvent(exampleLine(2, 'waiting for nodes')),
        endEvent,
      ]),
    );
    await unfoldCreation();
    await screen.findByText('building cluster');

    await userEvent.type(
      screen.getByRole('searchbox', { name: 'Search the log' }),
      'NODES',
    );

    expect(await screen.findByText('1 of 2 lines')).toBeInTheDocument();
    expect(screen.queryByText('building cluster')).not.toBeInTheDocument();
  });

  it('saves the whole log from the server, not only what the page has of it', async () => {
    const saved: Blob[] = [];
    URL.createObjectURL = jest.fn((blob: Blob) => {
      saved.push(blob);
      return 'blob:log';
    }) as typeof URL.createObjectURL;
    URL.revokeObjectURL = jest.fn();
    const clicked = jest
      .spyOn(HTMLAnchorElement.prototype, 'click')
      .mockImplementation();
    const api = environmentApi(exampleEnvironment());
    renderPage(api);
    await unfoldCreation();
    await screen.findByText('building cluster');

    await userEvent.click(screen.getByRole('button', { name: 'Download' }));

    await waitFor(() => expect(clicked).toHaveBeenCalled());
    expect(api.downloadOperationLog).toHaveBeenCalledWith('e1', 'o1');
    expect(saved[0].size).toBe('one\ntwo\n'.length);
    expect((clicked.mock.contexts[0] as HTMLAnchorElement).download).toBe(
      'checkout-x7k2-create.log',
    );
    clicked.mockRestore();
  });

  it('says when a log was removed, and asks for none', async () => {
    const api = environmentApi(
      exampleEnvironment({
        operation: exampleOperation({
          state: 'Succeeded',
          logRemovedAt: '2027-02-20T10:00:00.000Z',
        }),
      }),
    );
    renderPage(api);
    await unfoldCreation();

    expect(await screen.findByText(/The log was removed on/)).toHaveTextContent(
      '20 Feb 2027',
    );
    expect(api.streamOperationLog).not.toHaveBeenCalled();
  });
});
