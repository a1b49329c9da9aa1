import type { OperationPhase } from 'backstage-plugin-eks-environments-common';
import type { RunnableKind } from './types';

/** A phase of an operation. */
export type PhaseName = OperationPhase['name'];

const phasesOf: Record<RunnableKind, PhaseName[]> = {
  Create: ['preflight', 'control-plane', 'addons', 'nodes', 'verification'],
  Delete: [
    'preflight',
    'load-balancers',
    'nodes',
    'control-plane',
    'stacks',
    'sweep',
  ],
};

/** The phases of a kind of operation before it begins. */
export function planPhases(kind: RunnableKind): OperationPhase[] {
  return phasesOf[kind].map(name => ({ name, state: 'waiting' }));
}

/** Makes a phase the one that runs; those before it are done. A phase that is over does not begin again. */
export function beginPhase(
  phases: readonly OperationPhase[],
  name: PhaseName,
  at: string,
): OperationPhase[] {
  const position = phases.findIndex(phase => phase.name === name);
  return phases.map((phase, index) => {
    if (index < position && phase.state === 'running') {
      return { ...phase, state: 'done', finishedAt: at };
    }
    if (index < position && phase.state === 'waiting') {
      return { ...phase, state: 'done' };
    }
    return index === position && phase.state === 'waiting'
      ? { ...phase, state: 'running', startedAt: at }
      : phase;
  });
}

/** Ends the phase that runs; after success nothing waits any more. */
export function finishPhases(
  phases: readonly OperationPhase[],
  state: 'done' | 'failed',
  at: string,
): OperationPhase[] {
  return phases.map(phase => {
    if (phase.state === 'running') {
      return { ...phase, state, finishedAt: at };
    }
    return state === 'done' && phase.state === 'waiting'
      ? { ...phase, state }
      : phase;
  });
}
