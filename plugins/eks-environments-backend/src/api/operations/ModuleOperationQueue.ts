import type {
  AuditorService,
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { ServiceUnavailableError } from '@backstage/errors';
import type {
  AuthorizedOperationQueue,
  QueueOutcome,
  RequestedOperation,
} from 'backstage-plugin-eks-environments-node';
import { OperationRefusedError } from '../../operations';
import { audited } from '../http/audited';
import type { AuthorizedOperationQueueService } from './AuthorizedOperationQueueService';

/** What the queue calls once it is open. */
interface OpenQueue {
  service: AuthorizedOperationQueueService;
  auditor: AuditorService;
  auth: AuthService;
}

/** The queue that modules get before the plugin has started. It adds an audit log entry for each call. */
export class ModuleOperationQueue implements AuthorizedOperationQueue {
  #open: OpenQueue | undefined;

  open(queue: OpenQueue): void {
    this.#open = queue;
  }

  async queue(
    operation: RequestedOperation,
    { credentials }: { credentials: BackstageCredentials },
  ): Promise<QueueOutcome> {
    if (!this.#open) {
      throw new ServiceUnavailableError(
        'No operation can be queued before the backend has started; queue it in a route, a schedule or a startup hook',
      );
    }
    const { service, auditor, auth } = this.#open;
    const { environmentId: id, type } = operation;
    try {
      const operationId = await audited(
        auditor,
        {
          eventId: 'operation-queue',
          meta: { id, type, caller: subjectOf(auth, credentials) },
        },
        () => service.queue(operation, { credentials }),
      );
      return { kind: 'queued', operationId };
    } catch (error) {
      if (error instanceof OperationRefusedError) {
        return { kind: 'refused', ...error.refusal };
      }
      throw error;
    }
  }
}

/** The module's call has no request from which the auditor could take the caller. */
function subjectOf(
  auth: AuthService,
  credentials: BackstageCredentials,
): string | null {
  if (auth.isPrincipal(credentials, 'user')) {
    return credentials.principal.userEntityRef;
  }
  return auth.isPrincipal(credentials, 'service')
    ? credentials.principal.subject
    : null;
}
