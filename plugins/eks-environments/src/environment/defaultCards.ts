import {
  answers,
  isGone,
  type Environment,
} from 'backstage-plugin-eks-environments-common';
import { availableAction } from '../actions/availableAction';
import type { EnvironmentCardParams } from '../environmentView';

const cards = () => import('./cards');

/** At the top of the page if the cluster is ready: then they are the most important cards. */
const summaryOrSide = ({ state }: Environment) =>
  answers(state) ? 'summary' : 'side';

/** The names of the default cards. */
export type DefaultCard =
  | 'breaker'
  | 'failure'
  | 'access'
  | 'lease'
  | 'health'
  | 'operation'
  | 'sweep'
  | 'timeline'
  | 'resource-events'
  | 'cost'
  | 'cluster';

/** The default cards by the names of their extensions, in the order of the page. */
export const defaultCards: Record<DefaultCard, EnvironmentCardParams> = {
  breaker: {
    area: ({ breaker }) => (breaker ? 'notice' : undefined),
    loader: () => cards().then(m => m.BreakerNotice),
  },
  failure: {
    area: ({ failure }) => (failure ? 'notice' : undefined),
    loader: () => cards().then(m => m.FailurePanel),
  },
  access: {
    area: environment =>
      availableAction(environment, 'connect') && summaryOrSide(environment),
    loader: () => cards().then(m => m.AccessCard),
  },
  lease: {
    area: summaryOrSide,
    loader: () => cards().then(m => m.LeaseCard),
  },
  health: {
    area: ({ state }) => (answers(state) ? 'summary' : undefined),
    loader: () => cards().then(m => m.HealthCard),
  },
  operation: {
    area: 'main',
    loader: () => cards().then(m => m.OperationCard),
  },
  sweep: {
    area: ({ sweep }) => (sweep ? 'main' : undefined),
    loader: () => cards().then(m => m.SweepCard),
  },
  timeline: {
    area: 'main',
    loader: () => cards().then(m => m.EventsCard),
  },
  'resource-events': {
    area: ({ state }) => (isGone(state) ? undefined : 'main'),
    loader: () => cards().then(m => m.ResourceEventsCard),
  },
  cost: {
    area: 'side',
    loader: () => cards().then(m => m.CostCard),
  },
  cluster: {
    area: 'side',
    loader: () => cards().then(m => m.ConfigCard),
  },
};
