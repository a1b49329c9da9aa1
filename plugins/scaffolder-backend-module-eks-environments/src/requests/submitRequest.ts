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

/** The dependencies of all actions. */
export interface ActionTools {
  /** Base URL of the portal's pages, without a trailing slash. */
  appBaseUrl: string;
  auth: AuthService;
  catalog: Pick<CatalogService, 'getEntityByRef'>;
  environments: EksEnvironmentsService;
  /** Log of the backend; a task has a log of its own. */
  logger: LoggerService;
  timing: Timing;
}

/** The parts of an action's context that are used. */
export interface ActionRun {
  task: { id: string };
  step?: { id?: string };
  logger: LoggerService;
  signal?: AbortSignal;
  isDryRun?: boolean;
  getInitiatorCredentials(): Promise<BackstageCredentials>;
}

/** The outcome of a request when the action stopped waiting. */
export interface SubmittedRequest {
  requestId: string;
  environmentId?: string;
  entityRef?: string;
  state: string;
  url: string;
  path: string;
}

/**
 * Requests an environment on behalf of the user who runs the task, and waits as long as configured.
 *
 * @remarks
 *
 * The user's token is valid for one hour at most. A wait continues with the credentials of this plugin, and reads only the request that
 * it submitted and its environment.
 *
 * A task that is cancelled while it waits revokes its request, also with the credentials of this plugin: whoever may cancel a task need
 * not be the user that it runs for.
 *
 * @returns `undefined` for a dry run, which only shows the plan
 * @throws NotAllowedError if the request was denied, ConflictError if it ended otherwise or the environment failed
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

/** Waits as long as configured. A cancelled task revokes its request. */
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
    whatGoesOn: `The request stays open: ${pageOf(request, tools)}`,
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
    whatGoesOn: `Creation continues: ${pageOf(decided, tools)}`,
  });
  return {
    ...submitted(decided, tools),
    state: environment.state,
    entityRef: environment.entityRef,
  };
}

/** The options that every wait of an action has in common. */
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

/** The page of the environment, or of the request if there is none yet. */
function pageOf(
  request: EnvironmentRequest,
  { appBaseUrl }: ActionTools,
): string {
  return `${appBaseUrl}${pathOf(request)}`;
}

/** The Scaffolder opens an absolute URL in a new window, and a path in the current one. */
function pathOf({ id, environmentId }: EnvironmentRequest): string {
  return environmentId
    ? `/environments/${environmentId}`
    : `/environments/approvals?view=mine&request=${id}`;
}

/** A repeated step gets the request that it submitted before, which may have ended in the meantime. */
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
