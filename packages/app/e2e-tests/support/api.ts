import { APIRequestContext, expect } from '@playwright/test';
import {
  EksEnvironmentsClient,
  type Environment,
  type EnvironmentState,
  type RequestInput,
} from 'backstage-plugin-eks-environments-common';
import { backendUrl } from './addresses';
import { randomBytes } from 'node:crypto';
import { PersonName } from './people';

/** The base URL of the API that the pages use. */
export const apiUrl = `${backendUrl}/api/eks-environments/v1`;

/** A name that no earlier environment had: what has ended keeps its mails and its history. */
export function newName(what: string): string {
  return `${what}-${randomBytes(2).toString('hex')}`;
}

/** The smallest cluster, approved by policy and owned by the developers' team. */
export function sandbox(name: string): RequestInput {
  return {
    type: 'create',
    blueprint: 'sandbox',
    name,
    owner: 'group:default/team-shop',
    values: { nodes: 1 },
  };
}

/** A cluster that a person has to approve. */
export function teamCluster(name: string, reason: string): RequestInput {
  return {
    type: 'create',
    blueprint: 'team-cluster',
    name,
    owner: 'group:default/team-shop',
    reason,
    values: { size: 'large' },
  };
}

/** A Backstage token of one of the people, as the laptop's sign-in page gets it. */
export async function tokenOf(
  request: APIRequestContext,
  person: PersonName,
): Promise<string> {
  const response = await request.get(`${backendUrl}/api/auth/laptop/refresh`, {
    headers: { 'x-laptop-person': `user:default/${person.toLowerCase()}` },
  });
  expect(response.status()).toBe(200);
  const { backstageIdentity } = await response.json();
  return backstageIdentity.token;
}

/** The published client, signed in as one of the people. */
export function clientOf(
  request: APIRequestContext,
  person: PersonName,
): EksEnvironmentsClient {
  return new EksEnvironmentsClient({
    discoveryApi: {
      getBaseUrl: async pluginId => `${backendUrl}/api/${pluginId}`,
    },
    fetchApi: {
      fetch: async (url, init) => {
        const headers = new Headers(init?.headers);
        headers.set(
          'Authorization',
          `Bearer ${await tokenOf(request, person)}`,
        );
        return fetch(url, { ...init, headers });
      },
    },
  });
}

/** What is taken of the limits of a person or a group, as in `nodes: 2`. */
export async function takenBy(
  client: EksEnvironmentsClient,
  scope: string,
): Promise<string[]> {
  const { items } = await client.listQuotas({ scope });
  return items
    .map(({ dimension, used, reserved }) => ({
      dimension,
      taken: used + reserved,
    }))
    .filter(({ taken }) => taken > 0)
    .map(({ dimension, taken }) => `${dimension}: ${taken}`);
}

/** How long a cluster takes on a busy machine, in milliseconds. */
const BUILDING = 120_000;

/** Waits until an environment has reached a state, and answers with it. A backend that is away for a moment is asked again. */
export async function reached(
  client: EksEnvironmentsClient,
  id: string,
  state: EnvironmentState,
): Promise<Environment> {
  let environment: Environment | undefined;
  await expect
    .poll(
      async () => {
        environment = await client.getEnvironment(id).catch(() => undefined);
        return environment?.state;
      },
      { timeout: BUILDING, message: `state of ${id}` },
    )
    .toBe(state);
  return environment!;
}
