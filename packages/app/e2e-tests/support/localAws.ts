import { APIRequestContext, expect } from '@playwright/test';
import { awsUrl } from './addresses';

/** The account that the laptop's configuration builds in. */
const ACCOUNT = '111111111111';

/** A mail that SES took. */
export interface Mail {
  to: string[];
  subject: string;
  text?: string;
}

/** As packages/aws-simulator/README.md describes them. */
interface FaultInput {
  effect: { kind: string };
  match?: { service?: string; cluster?: string };
}

interface Cluster {
  name: string;
  accessEntries: Array<{ principalArn: string }>;
}

interface Region {
  clusters: Cluster[];
  stacks: Array<{ status: string }>;
  [kind: string]: object[];
}

interface State {
  accounts: Record<
    string,
    {
      roles: object[];
      oidcProviders: object[];
      regions: Record<string, Region>;
    }
  >;
}

/** What the local AWS holds, and its switches. */
export class LocalAws {
  readonly #request: APIRequestContext;

  constructor(request: APIRequestContext) {
    this.#request = request;
  }

  /** All mails, newest first. */
  inbox(): Promise<Mail[]> {
    return this.#get('inbox.json');
  }

  /** The mails whose subject names something, such as an environment. */
  async mailsAbout(name: string): Promise<Mail[]> {
    const mails = await this.inbox();
    return mails.filter(({ subject }) => subject.split(' ').includes(name));
  }

  /** The clusters of an environment. */
  async clustersOf(environment: string): Promise<Cluster[]> {
    const regions = await this.#regions();
    return regions
      .flatMap(({ clusters }) => clusters)
      .filter(({ name }) => name.startsWith(`${environment}-`));
  }

  /**
   * Everything in the account that names a cluster, as `kind: what`. Stacks stay in AWS's lists for months after they were deleted, so those do not
   * count.
   */
  async remainsOf(clusterName: string): Promise<string[]> {
    const { accounts } = await this.#state();
    const { regions, ...global } = accounts[ACCOUNT];
    const kinds = [global, ...Object.values(regions)].flatMap(Object.entries);
    return kinds.flatMap(([kind, things]) =>
      (things as Array<{ status?: string }>)
        .filter(({ status }) => status !== 'DELETE_COMPLETE')
        .map(thing => JSON.stringify(thing))
        .filter(text => text.includes(clusterName))
        .map(text => `${kind}: ${text.slice(0, 200)}`),
    );
  }

  /** Switches something on that goes wrong; answers with what switches it off. */
  async breakDown(fault: FaultInput): Promise<() => Promise<void>> {
    const response = await this.#request.post(`${awsUrl}/_simulator/faults`, {
      data: fault,
    });
    expect(response.status()).toBe(201);
    const { id }: { id: string } = await response.json();
    return async () => {
      const removal = await this.#request.delete(
        `${awsUrl}/_simulator/faults/${id}`,
      );
      expect(removal.status()).toBe(200);
    };
  }

  async mendAll() {
    await this.#request.delete(`${awsUrl}/_simulator/faults`);
  }

  async #regions(): Promise<Region[]> {
    const { accounts } = await this.#state();
    return Object.values(accounts[ACCOUNT].regions);
  }

  #state(): Promise<State> {
    return this.#get('state.json');
  }

  async #get(path: string) {
    const response = await this.#request.get(`${awsUrl}/_simulator/${path}`);
    expect(response.ok()).toBe(true);
    return response.json();
  }
}
