import type {
  AuthService,
  BackstageCredentials,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { ConflictError, NotAllowedError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { JsonObject } from '@backstage/types';
import {
  type EnvironmentRequest,
  formatEntityName,
  type RequestInput,
  requestStateLabels,
} from 'backstage-plugin-eks-environments-common';
import type { EksEnvironmentsService } from 'backstage-plugin-eks-environments-node';
import type { WaitOptions } from '../waiting/poll';
import type { Timing } from '../waiting/timing';
import { waitForDecision } from '../waiting/waitForDecision';
import { waitUntilReady } from '../waiting/waitForEnvironment';
import { WaitLimit } from '../waiting/WaitLimit';
import { assertAcceptable, describePlan } from './describePlan';
import { idempotencyKey } from './idempotencyKey';
import { takeBack } from './takeBack';

/** What all our actions work with. */
export interface ActionTools {
  /** Base URL of the portal's pages, without a slash at the end. */
  appBaseUrl: string;
  auth: AuthService;
  catalog: Pick<CatalogService, 'getEntityByRef'>;
  environments: EksEnvironmentsService;
  /** Log of the backend; a task has a log of its own. */
  logger: LoggerService;
  timing: Timing;
}

/** What we use of an action's context. */
export interface ActionRun {
  task: { id: string };
  step?: { id?: string };
  logger: LoggerService;
  signal?: AbortSignal;
  isDryRun?: boolean;
  getInitiatorCredentials(): Promise<BackstageCredentials>;
}

/** What became of a request, as far as the action waited for it. */
export interface SubmittedRequest {
  requestId: string;
  environmentId?: string;
  entityRef?: string;
  state: string;
  url: string;
  path: string;
}

/**
 * Asks for an environment on behalf of the person who runs the task, and waits as long as told.
 *
 * @remarks
 *
 * The person's token lives for an hour at most. A wait goes on with the credentials of this plugin, and reads the one request that it
 * made and the environment of that request.
 *
 * A task that is cancelled while it waits takes back what it asked for, with the credentials of this plugin as well: whoever may cancel
 * a task need not be the person it runs for.
 *
 * @returns `undefined` for a dry run, which only shows the plan
 * @throws NotAllowedError when the request was denied, ConflictError when it ended otherwise or the environment failed
 */
export async function submitRequest(options: {
  run: ActionRun;
  tools: ActionTools;
  input: RequestInput & JsonObject;
  wait?: 'none' | 'decision' | 'ready';
  waitTimeout?: string;
}): Promise<SubmittedRequest | undefined> {
  const { run, tools, input, wait = 'none' } = options;
  const { environments, timing } = tools;
  const limit = WaitLimit.start(options.waitTimeout || undefined, timing);
  const credentials = await run.getInitiatorCredentials();
  if (run.isDryRun) {
    const plan = await environments.createPlan(input, { credentials });
    describePlan(plan).forEach(line => run.logger.info(line));
    assertAcceptable(plan);
    return undefined;
  }

  const request = await environments.createRequest(input, {
    credentials,
    idempotencyKey: idempotencyKey(run, input),
  });
  describePlan(request.plan).forEach(line => run.logger.info(line));
  assertAlive(request);
  if (wait === 'none' || request.state !== 'Approved') {
    run.logger.info(
      `The state of the request is ${
        requestStateLabels[request.state]
      }: ${pageOf(request, tools)}`,
    );
  }
  return wait === 'none'
    ? submitted(request, tools)
    : waitFor(request, { run, tools, limit, wait });
}

/** Waits as long as told. A cancelled task takes back what it asked for. */
async function waitFor(
  request: EnvironmentRequest,
  options: {
    run: ActionRun;
    tools: ActionTools;
    limit: WaitLimit;
    wait: 'decision' | 'ready';
  },
): Promise<SubmittedRequest> {
  const { tools, wait } = options;
  const waitOptions = {
    ...waitOptionsOf(options),
    whatGoesOn: `The request goes on: ${pageOf(request, tools)}`,
    onCancelled: async () =>
      `${await takeBack(request.id, waitOptionsOf(options))}: ${pageOf(
        request,
        tools,
      )}`,
  };
  const decided = await waitForDecision(request.id, waitOptions);
  assertAlive(decided);
  if (wait === 'decision' || !decided.environmentId) {
    return submitted(decided, tools);
  }

  const environment = await waitUntilReady(decided.environmentId, {
    ...waitOptions,
    whatGoesOn: `The environment goes on being built: ${pageOf(
      decided,
      tools,
    )}`,
  });
  return {
    ...submitted(decided, tools),
    state: environment.state,
    entityRef: environment.entityRef,
  };
}

/** What every wait of an action has in common. */
export function waitOptionsOf(options: {
  run: ActionRun;
  tools: ActionTools;
  limit: WaitLimit;
}): Omit<WaitOptions, 'whatGoesOn'> & {
  environments: EksEnvironmentsService;
  getCredentials(): Promise<BackstageCredentials>;
} {
  const { run, tools, limit } = options;
  return {
    environments: tools.environments,
    getCredentials: () => tools.auth.getOwnServiceCredentials(),
    limit,
    timing: tools.timing,
    signal: run.signal,
    logger: run.logger,
  };
}

function submitted(
  request: EnvironmentRequest,
  tools: ActionTools,
): SubmittedRequest {
  return {
    requestId: request.id,
    environmentId: request.environmentId,
    state: request.state,
    url: pageOf(request, tools),
    path: pathOf(request),
  };
}

/** The page of the environment, or of the request while there is none. */
function pageOf(
  request: EnvironmentRequest,
  { appBaseUrl }: ActionTools,
): string {
  return `${appBaseUrl}${pathOf(request)}`;
}

/** The Scaffolder opens a whole URL in a new window, and a path in the one at hand. */
function pathOf({ id, environmentId }: EnvironmentRequest): string {
  return environmentId
    ? `/environments/${environmentId}`
    : `/environments/approvals?view=mine&request=${id}`;
}

/** A step that runs again gets the request that it made before, which may have ended meanwhile. */
function assertAlive({ id, name, state, decisions }: EnvironmentRequest): void {
  const request = `The request ${id} for ${name}`;
  switch (state) {
    case 'Denied': {
      const denial = decisions.find(({ decision }) => decision === 'denied');
      throw new NotAllowedError(
        `${request} was denied${
          denial ? ` by ${formatEntityName(denial.decidedBy)}` : ''
        }${
          denial?.comment ? `: ${denial.comment}` : ''
        }. Running the step again does not ask again; start a new task`,
      );
    }
    case 'Expired':
    case 'Cancelled':
      throw new ConflictError(
        `The state of ${request} is ${requestStateLabels[state]}. Running the step again does not ask again; start a new task`,
      );
    default:
  }
}
