import type {
  Provisioner,
  ProvisionerCallOptions,
  ProvisionerFleet,
} from 'backstage-plugin-eks-environments-node';
import {
  type BoundedCallName,
  type StartTimer,
  withDeadline,
} from './deadlines';

/** A call that has its deadline already; the caller may end it earlier. */
type BoundedCall<TCall> = TCall extends (...args: infer TArgs) => infer TResult
  ? TArgs extends [...infer TOwn, ProvisionerCallOptions]
    ? (...args: [...TOwn, options?: Partial<ProvisionerCallOptions>]) => TResult
    : TCall
  : TCall;

type BoundedCalls<T> = { [K in keyof T]: BoundedCall<T[K]> };

/** The fleet of a provisioner, whose calls have deadlines. */
export type BoundedFleet = BoundedCalls<ProvisionerFleet>;

/** A provisioner as the core uses it: its calls outside of operations have deadlines, so none of them can block the core. */
export type BoundedProvisioner = Omit<BoundedCalls<Provisioner>, 'fleet'> & {
  readonly fleet?: BoundedFleet;
};

/** All members, so that an optional one cannot be forgotten here. */
type Complete<T> = { [K in keyof Required<T>]: T[K] };

/** Gives each call of a provisioner its deadline. */
export function boundProvisioner(
  provisioner: Provisioner,
  startTimer: StartTimer,
): Complete<BoundedProvisioner> {
  const { inspectBlueprint, regionOf, verify, checkReadiness } = provisioner;
  const { health, stackEvents, showLeaseEnd, fleet } = provisioner;
  const { title } = provisioner;
  const call: Call = (name, ask, given) =>
    withDeadline({ provisioner: { title }, name }, ask, {
      startTimer,
      ...given,
    });
  return {
    id: provisioner.id,
    title,
    create: provisioner.create,
    delete: provisioner.delete,
    power: provisioner.power,
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
    checkPrincipals: provisioner.checkPrincipals?.bind(provisioner),
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
    stackEvents:
      stackEvents &&
      ((environment, given) =>
        call(
          'stackEvents',
          options => stackEvents.call(provisioner, environment, options),
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
    fleet: fleet && boundFleet(fleet, call),
    access: provisioner.access?.bind(provisioner),
    consoleUrl: provisioner.consoleUrl?.bind(provisioner),
    tags: environment => provisioner.tags(environment),
    presentSweep: (...given) => provisioner.presentSweep(...given),
  };
}

type Call = <T>(
  name: BoundedCallName,
  ask: (options: ProvisionerCallOptions) => Promise<T>,
  given?: Partial<ProvisionerCallOptions>,
) => Promise<T>;

function boundFleet(
  fleet: ProvisionerFleet,
  call: Call,
): Complete<BoundedFleet> {
  return {
    covers: fleet.covers?.bind(fleet),
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
    withTags: (...given) => fleet.withTags(...given),
    bareSpec: (...given) => fleet.bareSpec(...given),
  };
}
