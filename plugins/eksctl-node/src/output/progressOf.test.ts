import {
  linesOf,
  readTranscript,
  readTranscripts,
  Transcript,
} from '../__fixtures__/transcripts';
import { progressOf } from './progressOf';
import { CreatePhase, DeletePhase, Progress } from './types';

function createProgress(transcript: Transcript): Progress<CreatePhase>[] {
  const steps: Progress<CreatePhase>[] = [];
  for (const line of linesOf(transcript)) {
    steps.push(progressOf('create', line, steps.at(-1)));
  }
  return steps;
}

function deleteProgress(transcript: Transcript): Progress<DeletePhase>[] {
  const steps: Progress<DeletePhase>[] = [];
  for (const line of linesOf(transcript)) {
    steps.push(progressOf('delete', line, steps.at(-1)));
  }
  return steps;
}

const transcripts = readTranscripts();
const created = transcripts.filter(({ stdout }) =>
  /region is ready\n/.test(stdout),
);
const deleted = transcripts.filter(({ stdout }) =>
  /all cluster resources were deleted/.test(stdout),
);

describe('progressOf', () => {
  it.each(transcripts)('never goes back in $name', transcript => {
    for (const steps of [
      createProgress(transcript),
      deleteProgress(transcript),
    ]) {
      const percents = steps.map(({ percent }) => percent);
      expect(percents).toEqual([...percents].sort((a, b) => a - b));
      expect(Math.max(0, ...percents)).toBeLessThanOrEqual(100);
    }
  });

  it.each(created)('reaches 100 in $name', transcript => {
    expect(createProgress(transcript).at(-1)).toEqual({
      phase: 'verification',
      percent: 100,
    });
  });

  it.each(deleted)('leaves the rest of $name to the sweep', transcript => {
    expect(deleteProgress(transcript).at(-1)).toEqual({
      phase: 'sweep',
      percent: 95,
    });
  });

  it('names the phases of a create and a delete in their order', () => {
    const phases = (steps: Progress[]) => [
      ...new Set(steps.map(({ phase }) => phase)),
    ];
    expect(phases(createProgress(readTranscript('01-create-ok')))).toEqual([
      'preflight',
      'control-plane',
      'addons',
      'nodes',
      'verification',
    ]);
    expect(phases(deleteProgress(readTranscript('02-delete-ok')))).toEqual([
      'drain',
      'load-balancers',
      'nodes',
      'control-plane',
      'sweep',
    ]);
  });

  it('moves while the cluster stack is waited for, and stays below a failure', () => {
    const steps = createProgress(readTranscript('03-create-cluster-capacity'));
    expect(steps.at(-1)).toMatchObject({ phase: 'control-plane' });
    expect(steps.at(-1)?.percent).toBeGreaterThan(5);
    expect(steps.at(-1)?.percent).toBeLessThan(55);
  });
});
