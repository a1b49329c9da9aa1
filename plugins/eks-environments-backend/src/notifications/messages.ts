import {
  type KnownEventType,
  formatEntityName,
} from 'backstage-plugin-eks-environments-common';
import type { NewEvent } from '../events/types';
import { portalPages } from './pages';
import type { Audience } from './recipients';
import type { MessageSubject } from './subject';

/** How an event is reported. The event's own sentence comes first in the text. */
export interface MessageTemplate {
  /** Omitted: always. */
  when?(event: NewEvent): boolean;
  audience: readonly Audience[];
  severity: 'normal' | 'high';
  title(subject: MessageSubject): string;
  /** What to do about it. */
  advice?: string | ((subject: MessageSubject) => string);
  /** What the text lists beneath the event's sentence: who requests what, why and at which cost. */
  facts?: 'request';
  /** Path of the page where one can act on it. */
  path(subject: MessageSubject): string;
}

const environmentPage = ({ environmentId = '' }: MessageSubject) =>
  portalPages.environment(environmentId);
const extendPage = ({ environmentId = '' }: MessageSubject) =>
  portalPages.extend(environmentId);
const requestPage = ({ requestId }: MessageSubject) =>
  portalPages.request(requestId);
/** Of a request that changes an environment: its page. */
const requestedPage = (subject: MessageSubject) =>
  buildsEnvironment(subject) ? portalPages.list() : environmentPage(subject);

/** Whether a request asks for an environment to be built, instead of changed. */
function buildsEnvironment({ request }: MessageSubject): boolean {
  return request?.type === 'create' || request?.type === 'revise';
}

/** The events of the portal that people are notified of, and how. All others are only in the timeline. */
export const messageTemplates: Partial<
  Record<KnownEventType, MessageTemplate>
> = {
  RequestCreated: {
    audience: ['approvers'],
    severity: 'normal',
    title: ({ name, owner }) =>
      `${name} of ${formatEntityName(owner)} waits for your approval`,
    advice: 'Review its plan, cost and quota, then approve or deny it.',
    path: requestPage,
    facts: 'request',
  },
  ApprovalStepPassed: {
    audience: ['approvers'],
    severity: 'normal',
    title: ({ name, owner }) =>
      `${name} of ${formatEntityName(owner)} waits for your approval`,
    advice: 'Review its plan, cost and quota, then approve or deny it.',
    path: requestPage,
    facts: 'request',
  },
  RequestApproved: {
    // For an approval by policy, the requester is notified when the environment is ready.
    when: ({ actor }) => actor !== undefined,
    audience: ['requester'],
    severity: 'normal',
    title: ({ name }) => `Your request for ${name} was approved`,
    advice: subject =>
      buildsEnvironment(subject)
        ? 'It is being created. You are told when it is ready.'
        : 'The page of the environment shows what has changed.',
    path: requestedPage,
  },
  RequestDenied: {
    audience: ['requester'],
    severity: 'high',
    title: ({ name }) => `Your request for ${name} was denied`,
    advice: subject =>
      buildsEnvironment(subject)
        ? 'You can ask again with different values.'
        : 'The environment stays as it is. You can ask for something else.',
    path: requestedPage,
  },
  RequestExpired: {
    audience: ['requester'],
    severity: 'normal',
    title: ({ name }) => `Your request for ${name} has expired`,
    advice: 'You can ask again.',
    path: requestedPage,
  },
  ProvisioningFailed: {
    audience: ['people', 'operators'],
    severity: 'high',
    title: ({ name }) => `${name} could not be built`,
    advice:
      'Its page says why and what can be done. What stands costs money, so it is deleted after its deadline unless somebody tries again.',
    path: environmentPage,
  },
  EnvironmentReady: {
    audience: ['people'],
    severity: 'normal',
    title: ({ name }) => `${name} is ready`,
    advice: 'Its page says how to reach it.',
    path: environmentPage,
  },
  EnvironmentUnhealthy: {
    audience: ['people', 'operators'],
    severity: 'high',
    title: ({ name }) => `${name} does not answer`,
    advice:
      'The portal goes on asking and tells you when it answers again. Until then its lease runs and its cost with it.',
    path: environmentPage,
  },
  EnvironmentHealthy: {
    audience: ['people', 'operators'],
    severity: 'normal',
    title: ({ name }) => `${name} answers again`,
    path: environmentPage,
  },
  EnvironmentImported: {
    audience: ['people'],
    severity: 'normal',
    title: ({ name }) => `${name} is an environment now`,
    advice: 'Its page has its lease and says how to reach it.',
    path: environmentPage,
  },
  EnvironmentHibernated: {
    audience: ['people'],
    severity: 'normal',
    title: ({ name }) => `${name} is hibernated`,
    advice: 'Its page says what it still costs. Resume it when you need it.',
    path: environmentPage,
  },
  EnvironmentResumed: {
    audience: ['people'],
    severity: 'normal',
    title: ({ name }) => `${name} is running again`,
    path: environmentPage,
  },
  HibernationFailed: {
    audience: ['people', 'operators'],
    severity: 'high',
    title: ({ name }) => `${name} could not be hibernated`,
    advice:
      'Parts of it may be hibernated. Its page says why; hibernate it again, or resume it.',
    path: environmentPage,
  },
  ResumptionFailed: {
    audience: ['people', 'operators'],
    severity: 'high',
    title: ({ name }) => `${name} could not be resumed`,
    advice:
      'Parts of it may still be hibernated. Its page says why; resume it again, or hibernate it.',
    path: environmentPage,
  },
  LeaseWarned: {
    audience: ['people'],
    severity: 'high',
    title: ({ name }) => `The lease of ${name} ends soon`,
    advice: 'Extend it if you still need it.',
    path: extendPage,
  },
  LeaseExtended: {
    audience: ['people'],
    severity: 'normal',
    title: ({ name }) => `The lease of ${name} was extended`,
    path: environmentPage,
  },
  LeaseExpired: {
    audience: ['people'],
    severity: 'high',
    title: ({ name }) => `The lease of ${name} has ended`,
    advice: 'Extend it now, or it is deleted at the end of its grace.',
    path: extendPage,
  },
  DeletionRequested: {
    audience: ['people'],
    severity: 'normal',
    title: ({ name }) => `${name} is being deleted`,
    path: environmentPage,
  },
  DeprovisioningFailed: {
    audience: ['people', 'operators'],
    severity: 'high',
    title: ({ name }) => `${name} could not be deleted`,
    advice:
      'It still costs money. The portal tries again, with pauses from an hour to a day; its page says why and what can be done.',
    path: environmentPage,
  },
  OperationFailed: {
    audience: ['people', 'operators'],
    severity: 'high',
    title: ({ name }) => `An operation on ${name} failed`,
    advice: 'Its page says why and what can be done.',
    path: environmentPage,
  },
  EnvironmentQuarantined: {
    audience: ['operators'],
    severity: 'high',
    title: ({ name }) => `${name} has leftovers`,
    advice:
      'Its page lists them, what keeps them, and where they are. The portal retries automatically, with pauses from an hour to a day.',
    path: environmentPage,
  },
  EnvironmentDeprovisioned: {
    audience: ['people'],
    severity: 'normal',
    title: ({ name }) => `${name} is gone`,
    path: environmentPage,
  },
};

/** How people are notified of an event of a module, by its severity. */
export const moduleTemplates: Record<
  NonNullable<NewEvent['severity']>,
  MessageTemplate
> = {
  normal: {
    audience: ['people'],
    severity: 'normal',
    title: ({ name }) => `An operation on ${name} has news`,
    path: environmentPage,
  },
  high: {
    audience: ['people', 'operators'],
    severity: 'high',
    title: ({ name }) => `An operation on ${name} needs attention`,
    advice: 'Its page says why and what can be done.',
    path: environmentPage,
  },
};
