import { FaultSubject } from './FaultBook';
import { FaultEffect } from './model';
import { World } from './World';

type Late = Extract<FaultEffect, { kind: 'iam-shows-late' }>;

/** When IAM starts to show something that is created at a time; undefined: at once. */
export function shownFrom(
  world: World,
  what: Late['what'],
  at: number,
  subject: FaultSubject,
): number | undefined {
  const late = world.faults.take(
    ['iam-shows-late'],
    subject,
    effect => effect.what === what,
  );
  return late && world.after(at, late.effect.seconds);
}

/** Whether IAM shows it now. */
export function isShown(world: World, from: number | undefined): boolean {
  return from === undefined || from <= world.now();
}
