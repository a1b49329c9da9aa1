import { Account, Cluster, Job, Region, Stack, WorldState } from './model';
import { FaultBook } from './FaultBook';

/** Accounts that exist from the start. */
export const ACCOUNT_IDS = ['111111111111', '222222222222'] as const;

function emptyRegion(): Region {
  return {
    vpcs: [],
    subnets: [],
    routeTables: [],
    internetGateways: [],
    securityGroups: [],
    vpcEndpoints: [],
    networkParts: [],
    resolverAssociations: [],
    natGateways: [],
    addresses: [],
    networkInterfaces: [],
    volumes: [],
    instances: [],
    launchTemplates: [],
    autoScalingGroups: [],
    loadBalancers: [],
    targetGroups: [],
    logGroups: [],
    clusters: [],
    stacks: [],
    topics: [],
    messages: [],
  };
}

function emptyAccount(): Account {
  return { roles: [], instanceProfiles: [], oidcProviders: [], regions: {} };
}

/** A state with the default accounts, which are empty. */
export function emptyState(): WorldState {
  return {
    version: 1,
    accounts: Object.fromEntries(ACCOUNT_IDS.map(id => [id, emptyAccount()])),
    sessions: [],
    jobs: [],
    mails: [],
    faults: [],
  };
}

/** A state of an older simulator, with missing lists added. */
export function completeState(state: WorldState): WorldState {
  for (const account of Object.values(state.accounts)) {
    Object.assign(account, { ...emptyAccount(), ...account });
    for (const region of Object.values(account.regions)) {
      Object.assign(region, { ...emptyRegion(), ...region });
      for (const cluster of region.clusters) {
        cluster.pods ??= [];
      }
    }
  }
  return state;
}

/** Runs a due job. The time is the job's own, not the current one. */
export type JobRunner = (job: Job) => void;

/**
 * The simulated AWS as a whole.
 *
 * Nothing runs by itself: everything that takes time is a job with a due time, and `settle` runs all due jobs, in order, each at its own
 * time. So the observable state depends only on the clock, not on who called or whether the process was running: a stack continues while
 * the simulator is down, as AWS continues while a laptop sleeps.
 *
 * All times are wall-clock times; `speed` shortens durations when a job is scheduled. Timestamps are therefore consistent with the
 * clients' own clocks.
 */
export class World {
  readonly faults: FaultBook;
  private runJob: JobRunner = () => {};
  private settling = false;

  constructor(
    public state: WorldState,
    readonly speed: number,
    readonly now: () => number,
  ) {
    this.faults = new FaultBook(() => this.state.faults);
  }

  /** Jobs need the engine and the engine needs the world, so the runner is set later. */
  setJobRunner(runner: JobRunner): void {
    this.runJob = runner;
  }

  /** When something that starts at `from` and takes this many seconds in AWS ends here. */
  after(from: number, seconds: number): number {
    return from + (seconds * 1000) / this.speed;
  }

  schedule(job: Job): void {
    this.state.jobs.push(job);
  }

  settle(): void {
    if (this.settling) {
      return;
    }
    this.settling = true;
    try {
      for (let job = this.takeDueJob(); job; job = this.takeDueJob()) {
        this.runJob(job);
      }
    } finally {
      this.settling = false;
    }
  }

  private takeDueJob(): Job | undefined {
    const { jobs } = this.state;
    let earliest = -1;
    for (let index = 0; index < jobs.length; index++) {
      if (earliest < 0 || jobs[index].at < jobs[earliest].at) {
        earliest = index;
      }
    }
    if (earliest < 0 || jobs[earliest].at > this.now()) {
      return undefined;
    }
    return jobs.splice(earliest, 1)[0];
  }

  account(accountId: string): Account {
    this.state.accounts[accountId] ??= emptyAccount();
    return this.state.accounts[accountId];
  }

  region(accountId: string, region: string): Region {
    const account = this.account(accountId);
    account.regions[region] ??= emptyRegion();
    return account.regions[region];
  }

  *regions(): Generator<{ accountId: string; name: string; region: Region }> {
    for (const [accountId, account] of Object.entries(this.state.accounts)) {
      for (const [name, region] of Object.entries(account.regions)) {
        yield { accountId, name, region };
      }
    }
  }

  *clusters(): Generator<{
    accountId: string;
    region: string;
    cluster: Cluster;
  }> {
    for (const { accountId, name, region } of this.regions()) {
      for (const cluster of region.clusters) {
        yield { accountId, region: name, cluster };
      }
    }
  }

  stackById(stackId: string): Stack | undefined {
    const [, , , region, accountId] = stackId.split(':');
    return this.region(accountId, region).stacks.find(
      stack => stack.id === stackId,
    );
  }

  /** Empties all accounts and removes faults and mails; the TLS key is kept. */
  reset(): void {
    this.state = { ...emptyState(), tls: this.state.tls };
  }
}
