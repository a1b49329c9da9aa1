import { ServiceUnavailableError } from '@backstage/errors';
import type { Finding } from 'backstage-plugin-eks-environments-common';
import type {
  HibernationSupport,
  Procedure,
  Provisioner,
  ProvisionerCallOptions,
  ProvisionerFleet,
  ProvisionerPower,
} from 'backstage-plugin-eks-environments-node';
import {
  type Assumed,
  type AssumedCallName,
  assuming,
  type ReportError,
} from './assumptions';
import {
  type BoundedCallName,
  type StartTimer,
  withDeadline,
} from './deadlines';

/** A synchronous call, whose errors are handled. Asynchronous ones stay as they are. */
type AssumedCall<TCall> = TCall extends (...args: infer TArgs) => infer TResult
  ? [TResult] extends [Promise<unknown>]
    ? TCall
    : Assumed<(...args: TArgs) => TResult>
  : TCall;

/** A call that has its deadline already; the caller may end it earlier. */
type BoundedCall<TCall> = TCall extends (...args: infer TArgs) => infer TResult
  ? TArgs extends [...infer TOwn, ProvisionerCallOptions]
    ? (...args: [...TOwn, options?: Partial<ProvisionerCallOptions>]) => TResult
    : AssumedCall<TCall>
  : TCall;

type BoundedCalls<T> = { [K in keyof T]: BoundedCall<T[K]> };

/** A call that may have no answer. */
type Maybe<TCall extends (...args: any[]) => unknown> = (
  ...args: Parameters<TCall>
) => ReturnType<TCall> | undefined;

/** The engine bounds the runs of operations. */
type AssumedCalls<T> = { [K in keyof T]: AssumedCall<T[K]> };

type BoundedProcedure<T> = T extends Procedure<infer TInput, infer TResult>
  ? AssumedCalls<Procedure<TInput, TResult>>
  : T;

type BoundedProcedures<T> = { [K in keyof T]: BoundedProcedure<T[K]> };

/** The fleet of a provisioner, whose calls have deadlines. */
export type BoundedFleet = BoundedCalls<ProvisionerFleet>;

/** The part of a provisioner that hibernates and resumes. */
export type BoundedPower = BoundedProcedures<BoundedCalls<ProvisionerPower>>;

/**
 * A provisioner as the core uses it: its calls outside of operations have deadlines, so none of them can block the core, and an error of a
 * synchronous one has an answer that says least (`ASSUMPTIONS`), so it fails no list.
 */
export type BoundedProvisioner = Omit<
  BoundedProcedures<BoundedCalls<Provisioner>>,
  'fleet' | 'power' | 'presentSweep' | 'tags'
> & {
  readonly fleet?: BoundedFleet;
  readonly power?: BoundedPower;
  readonly presentSweep: Assumed<Maybe<Provisioner['presentSweep']>>;
  readonly tags: Assumed<Maybe<Provisioner['tags']>>;
};

/** The warning of a plan whose principals could not be checked. */
const PRINCIPALS_NOT_CHECKED = 'principals-not-checked';

/** All members, so that an optional one cannot be forgotten here. */
type Complete<T> = { [K in keyof Required<T>]: T[K] };

/** Gives each call of a provisioner its deadline, or its answer after an error. */
export function boundProvisioner(
  provisioner: Provisioner,
  { startTimer, report }: { startTimer: StartTimer; report: ReportError },
): Complete<BoundedProvisioner> {
  const { inspectBlueprint, regionOf, verify, checkReadiness } = provisioner;
  const { health, resourceEvents, showLeaseEnd, fleet, power } = provisioner;
  const { access, checkPrincipals, consoleUrl, title } = provisioner;
  const assumed: Assume = (name, ask, otherwise) =>
    assuming(name, { ask, otherwise, report });
  const call: Call = (name, ask, given) =>
    withDeadline({ provisioner: { title }, name }, ask, {
      startTimer,
      ...given,
    });
  return {
    id: provisioner.id,
    title,
    create: boundProcedure(provisioner.create, assumed),
    delete: boundProcedure(provisioner.delete, assumed),
    power: power && boundPower(power, { title, assumed }),
    operationTypes: provisioner.operationTypes,
    checkBlueprint: (blueprint, given) =>
      call(
        'checkBlueprint',
        options => provisioner.checkBlueprint(blueprint, options),
        given,
      ),
    planExample: (blueprint, given) =>
      call(
        'planExample',
        options => provisioner.planExample(blueprint, options),
        given,
      ),
    inspectBlueprint:
      inspectBlueprint &&
      ((blueprint, place, given) =>
        call(
          'inspectBlueprint',
          options =>
            inspectBlueprint.call(provisioner, blueprint, place, options),
          given,
        )),
    regionOf:
      regionOf &&
      ((values, given) =>
        call(
          'regionOf',
          options => regionOf.call(provisioner, values, options),
          given,
        )),
    checkPrincipals:
      checkPrincipals &&
      assumed(
        'checkPrincipals',
        given => checkPrincipals.call(provisioner, given),
        () => [principalsNotChecked(title)],
      ),
    plan: (input, given) =>
      call('plan', options => provisioner.plan(input, options), given),
    verify:
      verify &&
      ((planned, given) =>
        call(
          'verify',
          options => verify.call(provisioner, planned, options),
          given,
        )),
    checkReadiness:
      checkReadiness &&
      (given =>
        call(
          'checkReadiness',
          options => checkReadiness.call(provisioner, options),
          given,
        )),
    health:
      health &&
      ((environment, given) =>
        call(
          'health',
          options => health.call(provisioner, environment, options),
          given,
        )),
    resourceEvents:
      resourceEvents &&
      ((environment, given) =>
        call(
          'resourceEvents',
          options => resourceEvents.call(provisioner, environment, options),
          given,
        )),
    showLeaseEnd:
      showLeaseEnd &&
      ((environment, end, given) =>
        call(
          'showLeaseEnd',
          options => showLeaseEnd.call(provisioner, environment, end, options),
          given,
        )),
    fleet: fleet && boundFleet(fleet, { call, assumed, title }),
    access:
      access &&
      assumed(
        'access',
        (...given) => access.call(provisioner, ...given),
        refusing(title, 'access'),
      ),
    consoleUrl:
      consoleUrl &&
      assumed(
        'consoleUrl',
        environment => consoleUrl.call(provisioner, environment),
        () => undefined,
      ),
    tags: assumed(
      'tags',
      environment => provisioner.tags(environment),
      () => undefined,
    ),
    presentSweep: assumed(
      'presentSweep',
      (...given) => provisioner.presentSweep(...given),
      () => undefined,
    ),
  };
}

type Assume = <TArgs extends unknown[], TResult>(
  name: AssumedCallName,
  ask: (...args: TArgs) => TResult,
  otherwise: () => TResult,
) => Assumed<(...args: TArgs) => TResult>;

/** For a call whose answer is needed: whoever asked can try again. */
function refusing(title: string, name: AssumedCallName): () => never {
  return () => {
    throw new ServiceUnavailableError(
      `${title} did not answer (${name}); the log of the backend has the reason`,
    );
  };
}

function principalsNotChecked(title: string): Finding {
  return {
    severity: 'warning',
    code: PRINCIPALS_NOT_CHECKED,
    params: { provisioner: title },
    message: `${title} could not check who gets access`,
  };
}

function hibernationUnknown(title: string): HibernationSupport {
  return {
    kind: 'unsupported',
    reason: {
      code: 'hibernation-unknown',
      params: { provisioner: title },
      message: `${title} cannot tell whether the environment can be hibernated`,
    },
  };
}

function boundProcedure<I extends object, R extends object>(
  procedure: Procedure<I, R>,
  assumed: Assume,
): Complete<AssumedCalls<Procedure<I, R>>> {
  const { canRun, classifyError, phases } = procedure;
  return {
    phases,
    run: context => procedure.run(context),
    canRun:
      canRun &&
      assumed(
        'canRun',
        () => canRun.call(procedure),
        () => false,
      ),
    classifyError:
      classifyError &&
      assumed(
        'classifyError',
        (...given) => classifyError.call(procedure, ...given),
        () => undefined,
      ),
  };
}

function boundPower(
  power: ProvisionerPower,
  { title, assumed }: { title: string; assumed: Assume },
): Complete<BoundedPower> {
  return {
    supports: assumed(
      'supports',
      environment => power.supports(environment),
      () => hibernationUnknown(title),
    ),
    hibernate: boundProcedure(power.hibernate, assumed),
    resume: boundProcedure(power.resume, assumed),
  };
}

type Call = <T>(
  name: BoundedCallName,
  ask: (options: ProvisionerCallOptions) => Promise<T>,
  given?: Partial<ProvisionerCallOptions>,
) => Promise<T>;

function boundFleet(
  fleet: ProvisionerFleet,
  { call, assumed, title }: { call: Call; assumed: Assume; title: string },
): Complete<BoundedFleet> {
  const { covers } = fleet;
  return {
    covers:
      covers &&
      assumed(
        'covers',
        place => covers.call(fleet, place),
        // What is wrong is then shown on the fleet page.
        () => true,
      ),
    inventory: (place, approved, given) =>
      call(
        'inventory',
        options => fleet.inventory(place, approved, options),
        given,
      ),
    find: (place, resourceRef, given) =>
      call('find', options => fleet.find(place, resourceRef, options), given),
    read: (place, resourceRef, given) =>
      call('read', options => fleet.read(place, resourceRef, options), given),
    tag: (place, resourceRef, tags, given) =>
      call(
        'tag',
        options => fleet.tag(place, resourceRef, tags, options),
        given,
      ),
    untag: (place, resourceRef, keys, given) =>
      call(
        'untag',
        options => fleet.untag(place, resourceRef, keys, options),
        given,
      ),
    withTags: assumed(
      'withTags',
      (...given) => fleet.withTags(...given),
      refusing(title, 'withTags'),
    ),
    bareSpec: assumed(
      'bareSpec',
      (...given) => fleet.bareSpec(...given),
      refusing(title, 'bareSpec'),
    ),
  };
}
