import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { NotAllowedError } from '@backstage/errors';
import { OperationRefusedError } from '../../operations';
import type { AuthorizedOperationQueueService } from './AuthorizedOperationQueueService';
import { ModuleOperationQueue } from './ModuleOperationQueue';

const operation = { environmentId: '01ENV', type: 'restart-nodes' };
const call = { credentials: mockCredentials.user('user:default/pat') };

function open(queue: () => Promise<string>) {
  const event = { success: jest.fn(), fail: jest.fn() };
  const auditor = mockServices.auditor.mock({
    createEvent: jest.fn(async () => event),
  });
  const opened = new ModuleOperationQueue();
  opened.open({
    service: { queue } as unknown as AuthorizedOperationQueueService,
    auditor,
    auth: mockServices.auth(),
  });
  return { queue: opened, auditor, event };
}

describe('ModuleOperationQueue', () => {
  it('is closed until the plugin has started', async () => {
    await expect(
      new ModuleOperationQueue().queue(operation, call),
    ).rejects.toMatchObject({ name: 'ServiceUnavailableError' });
  });

  it('audits each call with its caller', async () => {
    const { queue, auditor, event } = open(async () => '01OPERATION');
    expect(await queue.queue(operation, call)).toEqual({
      kind: 'queued',
      operationId: '01OPERATION',
    });
    expect(auditor.createEvent).toHaveBeenCalledWith({
      eventId: 'operation-queue',
      severityLevel: 'medium',
      meta: { id: '01ENV', type: 'restart-nodes', caller: 'user:default/pat' },
    });
    expect(event.success).toHaveBeenCalled();
  });

  it('returns refusals and throws errors, which are failures in the audit log', async () => {
    const refusal = { code: 'operation-open', message: 'Another one is open' };
    const refusing = open(async () => {
      throw new OperationRefusedError(refusal);
    });
    expect(await refusing.queue.queue(operation, call)).toEqual({
      kind: 'refused',
      ...refusal,
    });
    expect(refusing.event.fail).toHaveBeenCalled();

    const forbidding = open(async () => {
      throw new NotAllowedError('No');
    });
    await expect(forbidding.queue.queue(operation, call)).rejects.toThrow(
      NotAllowedError,
    );
    expect(forbidding.event.fail).toHaveBeenCalled();
  });
});
