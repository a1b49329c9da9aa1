import type { Entity } from '@backstage/catalog-model';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ListEnvironments } from 'backstage-plugin-eks-environments-common';
import { axe } from 'jest-axe';
import {
  exampleEnvironment,
  failedEnvironment,
} from '../__testUtils__/exampleEnvironments';
import { renderWithApi } from '../__testUtils__/renderWithApi';
import { queryKeys } from '../query';
import { EnvironmentEntityCard } from './EnvironmentEntityCard';
import { EnvironmentEntityContent } from './EnvironmentEntityContent';
import { GroupEnvironmentsCard } from './GroupEnvironmentsCard';
import { isEnvironment } from './entityEnvironment';
import { useMenuItem } from './useMenuItem';

const location = 'eks-environments:https://portal.example.com/environments/e1';
const cluster: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: {
    name: 'checkout-x7k2',
    annotations: {
      'eks-environments.io/environment-id': 'e1',
      'backstage.io/managed-by-location': location,
      'backstage.io/managed-by-origin-location': location,
    },
  },
  spec: { type: 'kubernetes-cluster' },
};
/** An unrelated entity that claims to represent the cluster. */
const pretender: Entity = {
  ...cluster,
  metadata: { ...cluster.metadata, name: 'checkout' },
};
const group: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name: 'team-shop', namespace: 'default' },
};

describe('isEnvironment', () => {
  it('knows our clusters by where they come from', () => {
    const annotations = { 'eks-environments.io/environment-id': 'e1' };

    expect(isEnvironment(cluster)).toBe(true);
    expect(
      isEnvironment({
        ...cluster,
        metadata: { ...cluster.metadata, annotations },
      }),
    ).toBe(false);
    expect(isEnvironment(group)).toBe(false);
  });
});

describe('EnvironmentEntityCard', () => {
  it('shows state, lease, cost and the way in', async () => {
    const api = { getEnvironment: jest.fn(async () => exampleEnvironment()) };
    const { container } = renderWithApi(
      <EntityProvider entity={cluster}>
        <EnvironmentEntityCard />
      </EntityProvider>,
      { api },
    );

    expect(await screen.findByText('Ready')).toBeInTheDocument();
    expect(screen.getByText('$20.64')).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Connect' })).toBeEnabled();
    expect(
      screen.getByRole('link', { name: 'Open environment' }),
    ).toHaveAttribute('href', '/environments/e1');
    expect(api.getEnvironment).toHaveBeenCalledWith('e1');
    expect(await axe(container)).toHaveNoViolations();
  });

  it('says of a cluster that is gone what it cost in all, and nothing of a lease', async () => {
    const gone = exampleEnvironment({ state: 'Deprovisioned', actions: [] });
    renderWithApi(
      <EntityProvider entity={cluster}>
        <EnvironmentEntityCard />
      </EntityProvider>,
      { api: { getEnvironment: async () => gone } },
    );

    expect(await screen.findByText('Gone')).toBeInTheDocument();
    expect(screen.getByText(/in total/)).toBeInTheDocument();
    expect(screen.queryByText('Lease')).not.toBeInTheDocument();
  });
});

describe('an entity that another environment’s id was written into', () => {
  const api = { getEnvironment: async () => exampleEnvironment() };

  it.each([
    ['card', EnvironmentEntityCard],
    ['tab', EnvironmentEntityContent],
  ])('shows nothing of that environment in the %s', async (_what, Part) => {
    renderWithApi(
      <EntityProvider entity={pretender}>
        <Part />
      </EntityProvider>,
      { api },
    );

    expect(
      await screen.findByText('Could not load this environment.'),
    ).toBeInTheDocument();
    expect(screen.queryByText('Ready')).not.toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Connect' })).toBeNull();
  });
});

describe('GroupEnvironmentsCard', () => {
  const render = (items: ReturnType<typeof exampleEnvironment>[]) => {
    const api = {
      listEnvironments: jest.fn(async (_query?: ListEnvironments['query']) => ({
        items,
        totalItems: items.length,
        pageInfo: {},
      })),
    };
    renderWithApi(
      <EntityProvider entity={group}>
        <GroupEnvironmentsCard />
      </EntityProvider>,
      { api },
    );
    return api;
  };

  it('lists what the group owns, those that end first at the top', async () => {
    const api = render([exampleEnvironment()]);
    expect(await screen.findByText('checkout')).toBeInTheDocument();
    expect(api.listEnvironments).toHaveBeenCalledWith({
      owner: 'group:default/team-shop',
      orderBy: 'expiresAt,asc',
      limit: 10,
    });
  });

  it('says what belongs here when the group has none', async () => {
    render([]);
    expect(
      await screen.findByText('Clusters that this group owns appear here.'),
    ).toBeInTheDocument();
  });
});

describe('useMenuItem', () => {
  function MenuItem(props: { action: 'extend' | 'delete' }) {
    const { title, disabled, onClick } = useMenuItem(props.action, 'Do it');
    return (
      <button disabled={disabled} onClick={onClick}>
        {title}
      </button>
    );
  }
  const render = (
    action: 'extend' | 'delete',
    environment = exampleEnvironment(),
  ) =>
    renderWithApi(
      <EntityProvider entity={cluster}>
        <MenuItem action={action} />
      </EntityProvider>,
      {
        api: {
          getEnvironment: async () => environment,
          deleteEnvironment: async () => environment,
        },
      },
    );

  it('opens the dialog of its action', async () => {
    render('delete');
    const item = await screen.findByRole('button', { name: 'Do it' });
    await waitFor(() => expect(item).toBeEnabled());
    await userEvent.click(item);

    expect(await screen.findByRole('dialog')).toHaveTextContent(
      'Delete checkout',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Keep it' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('is disabled with the reason while it is not possible', async () => {
    render(
      'extend',
      exampleEnvironment({
        actions: [
          {
            action: 'extend',
            possible: false,
            reason: { code: 'x', message: 'No extension left.' },
          },
        ],
      }),
    );
    expect(
      await screen.findByRole('button', {
        name: 'Do it (No extension left.)',
      }),
    ).toBeDisabled();
  });

  it('is disabled for people who may not', async () => {
    render('extend', failedEnvironment());
    expect(await screen.findByRole('button', { name: 'Do it' })).toBeDisabled();
  });

  it('is disabled on an entity that is not the one of the environment', async () => {
    const { queryClient } = renderWithApi(
      <EntityProvider entity={pretender}>
        <MenuItem action="delete" />
      </EntityProvider>,
      { api: { getEnvironment: async () => exampleEnvironment() } },
    );

    await waitFor(() =>
      expect(
        queryClient.getQueryData(queryKeys.environment('e1')),
      ).toBeDefined(),
    );
    await act(async () => {});
    expect(screen.getByRole('button', { name: 'Do it' })).toBeDisabled();
  });
});
