import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { Environment } from 'backstage-plugin-eks-environments-common';
import { EnvironmentPage } from '../environment';
import {
  endEvent,
  exampleBlueprint,
  exampleLine,
  lineEvent,
  streamOf,
} from './exampleEnvironments';
import { renderWithApi, type RenderedPage } from './renderWithApi';

const page = (items: object[]) => ({
  items,
  totalItems: items.length,
  pageInfo: {},
});

/** An API with one environment, one event and a log with one line. */
export function environmentApi(
  environment: Environment,
  log: string[] = [lineEvent(exampleLine(1, 'building cluster')), endEvent],
) {
  return {
    getEnvironment: jest.fn(async () => environment),
    listOperations: jest.fn(async () => ({
      items: environment.operation ? [environment.operation] : [],
      totalItems: 1,
      pageInfo: {},
    })),
    listEvents: jest.fn(async () => ({
      ...page([]),
      items: [
        {
          id: 'v1',
          type: 'LeaseExtended',
          at: environment.updatedAt,
          actor: 'user:default/dana',
          message: 'Dana extended the lease by 2 d: one more test',
        },
      ],
    })),
    listResourceEvents: jest.fn(async () => ({ items: [] })),
    getBlueprint: jest.fn(async () => exampleBlueprint()),
    getEnvironmentAccess: jest.fn(async () => ({
      command: 'aws eks update-kubeconfig --name checkout-x7k2',
      principals: ['arn:aws:iam::111122223333:role/team-shop'],
    })),
    getKubeconfig: jest.fn(async () => ({
      kubeconfig: 'apiVersion: v1',
      command: 'aws eks update-kubeconfig --name checkout-x7k2',
      principals: ['arn:aws:iam::111122223333:role/team-shop'],
    })),
    streamOperationLog: jest.fn(async () => streamOf(log)),
    downloadOperationLog: jest.fn(async () => streamOf(['one\n', 'two\n'])),
    extendLease: jest.fn(async () => environment),
    deleteEnvironment: jest.fn(async () => environment),
    startOperation: jest.fn(async () => ({ operationId: 'o2', environment })),
    retryEnvironment: jest.fn(async () => environment),
  };
}

/** Opens the environment's page. */
export function renderPage(
  api: ReturnType<typeof environmentApi>,
  search = '',
): RenderedPage {
  return renderWithApi(<EnvironmentPage />, {
    api,
    path: `/environments/e1${search}`,
    mountPath: '/environments/:id',
  });
}

/** Expands the creation of a ready cluster. */
export async function unfoldCreation() {
  await userEvent.click(
    await screen.findByRole('button', { name: /show log/ }),
  );
}
