import { Fault, FaultEffect, FaultMatch } from './model';
import { hexId } from './ids';

/** The subject that a fault's matcher is compared with. */
export interface FaultSubject {
  service?: string;
  action?: string;
  accountId: string;
  region: string;
  cluster?: string;
}

/** A new fault, from a test or the page. */
export interface FaultInput {
  match?: FaultMatch;
  effect: FaultEffect;
  /** Number of occurrences; if omitted, until it is removed. */
  times?: number;
}

type EffectOf<K extends FaultEffect['kind']> = Extract<
  FaultEffect,
  { kind: K }
>;

function matchesName(pattern: string, name: string | undefined): boolean {
  if (name === undefined) {
    return false;
  }
  const expression = pattern
    .split('*')
    .map(part => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  return new RegExp(`^${expression}$`).test(name);
}

function matches(match: FaultMatch, subject: FaultSubject): boolean {
  return (
    (match.service === undefined || match.service === subject.service) &&
    (match.action === undefined || match.action === subject.action) &&
    (match.accountId === undefined || match.accountId === subject.accountId) &&
    (match.region === undefined || match.region === subject.region) &&
    (match.cluster === undefined || matchesName(match.cluster, subject.cluster))
  );
}

/** The active faults. */
export class FaultBook {
  constructor(private readonly stored: () => Fault[]) {}

  add(input: FaultInput): Fault {
    const fault: Fault = {
      id: hexId(4),
      match: input.match ?? {},
      effect: input.effect,
      ...(input.times === undefined ? {} : { remaining: input.times }),
    };
    this.stored().push(fault);
    return fault;
  }

  list(): Fault[] {
    return [...this.stored()];
  }

  /** Returns whether the fault existed. */
  remove(id: string): boolean {
    const faults = this.stored();
    const index = faults.findIndex(fault => fault.id === id);
    if (index >= 0) {
      faults.splice(index, 1);
    }
    return index >= 0;
  }

  clear(): void {
    this.stored().length = 0;
  }

  has(id: string): boolean {
    return this.stored().some(fault => fault.id === id);
  }

  /** The first matching fault of one of the given kinds, counted as one occurrence. */
  take<K extends FaultEffect['kind']>(
    kinds: readonly K[],
    subject: FaultSubject,
    accept: (effect: EffectOf<K>) => boolean = () => true,
  ): { id: string; effect: EffectOf<K> } | undefined {
    for (const fault of this.stored()) {
      const effect = fault.effect as EffectOf<K>;
      if (
        (kinds as readonly string[]).includes(effect.kind) &&
        matches(fault.match, subject) &&
        accept(effect)
      ) {
        if (fault.remaining !== undefined) {
          fault.remaining -= 1;
          if (fault.remaining <= 0) {
            this.remove(fault.id);
          }
        }
        return { id: fault.id, effect };
      }
    }
    return undefined;
  }
}
