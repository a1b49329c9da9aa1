import type { OperationPhase } from 'backstage-plugin-eks-environments-common';

/** Starts a phase and completes those before it. A phase that is over does not start again. */
export function beginPhase(
  phases: readonly OperationPhase[],
  id: string,
  at: string,
): OperationPhase[] {
  const position = phases.findIndex(phase => phase.id === id);
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

/** Ends the running phase. After a success no phase is left waiting. */
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
