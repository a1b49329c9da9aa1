import { CreatePhase, DeletePhase, EksctlLine, Progress } from './types';

/*
 * eksctl prints what it does, not its progress. The percentages are shares of the usual duration (a creation takes 13 to 17 minutes, its
 * cluster stack about 12). While eksctl waits for a stack it repeats one line; each repetition advances part of the way to the next step.
 */

type Step<Phase> = {
  pattern: RegExp;
  phase: Phase;
  percent: number;
  /** Each line of this kind advances part of the way to this percentage. */
  towards?: number;
  /** Matches only lines after this percentage. */
  after?: number;
};

const CRAWL = 0.15;

const createSteps: Step<CreatePhase>[] = [
  { pattern: /region is ready$/, phase: 'verification', percent: 100 },
  {
    pattern: /^(addon ".*" active|.*pod identity association|creating addon:)/,
    phase: 'verification',
    percent: 94,
    after: 86,
  },
  {
    pattern: /^created \d+ (managed )?nodegroup/,
    phase: 'verification',
    percent: 92,
  },
  {
    pattern: /^waiting for at least \d+ node/,
    phase: 'verification',
    percent: 90,
  },
  {
    pattern: /^nodegroup ".*" has \d+ node/,
    phase: 'verification',
    percent: 88,
  },
  {
    pattern:
      /^(waiting for the control plane to become ready|all EKS cluster resources)/,
    phase: 'verification',
    percent: 86,
  },
  {
    pattern: /^waiting for CloudFormation stack "eksctl-.*-nodegroup-/,
    phase: 'nodes',
    percent: 68,
    towards: 85,
  },
  {
    pattern:
      /^(building (managed )?nodegroup stack|deploying stack "eksctl-.*-nodegroup-|creating Fargate profile)/,
    phase: 'nodes',
    percent: 68,
  },
  {
    pattern: /^building iamserviceaccount stack/,
    phase: 'addons',
    percent: 66,
  },
  {
    pattern:
      /^(creating addon:|successfully created addon:|deploying stack "eksctl-.*-addon-)/,
    phase: 'addons',
    percent: 58,
  },
  {
    pattern: /^waiting for CloudFormation stack "eksctl-.*-addon-/,
    phase: 'addons',
    percent: 58,
    towards: 66,
  },
  { pattern: /^creating access entry/, phase: 'addons', percent: 56 },
  {
    pattern: /^waiting for CloudFormation stack "eksctl-.*-cluster"/,
    phase: 'control-plane',
    percent: 5,
    towards: 55,
  },
  {
    pattern: /^(building cluster stack|deploying stack "eksctl-.*-cluster")/,
    phase: 'control-plane',
    percent: 5,
  },
  {
    pattern:
      /^(will create a CloudFormation stack|\d+ sequential tasks: \{ create cluster control plane)/,
    phase: 'preflight',
    percent: 3,
  },
  {
    pattern:
      /^(nodegroup ".*" will use|using Kubernetes version|creating EKS cluster)/,
    phase: 'preflight',
    percent: 2,
  },
  {
    pattern: /^(setting availability zones|subnets for)/,
    phase: 'preflight',
    percent: 1,
  },
];

const deleteSteps: Step<DeletePhase>[] = [
  {
    pattern: /^all cluster resources were deleted/,
    phase: 'sweep',
    percent: 95,
  },
  {
    pattern: /^waiting for CloudFormation stack "eksctl-.*-nodegroup-/,
    phase: 'nodes',
    percent: 25,
    towards: 50,
  },
  {
    pattern: /^will delete stack "eksctl-.*-nodegroup-/,
    phase: 'nodes',
    percent: 25,
  },
  {
    pattern: /^waiting for CloudFormation stack "eksctl-.*-cluster"/,
    phase: 'control-plane',
    percent: 60,
    towards: 90,
  },
  {
    pattern: /^will delete stack "eksctl-.*-cluster"/,
    phase: 'control-plane',
    percent: 60,
  },
  { pattern: /^will delete stack/, phase: 'control-plane', percent: 52 },
  {
    pattern: /^cleaning up AWS load balancers/,
    phase: 'load-balancers',
    percent: 15,
  },
  {
    pattern: /^(deleted \d+ Fargate|drained all nodes)/,
    phase: 'drain',
    percent: 12,
  },
  {
    pattern: /^(will drain|cordon node|deleting Fargate)/,
    phase: 'drain',
    percent: 5,
  },
];

/**
 * The progress of a run after this line. Never less than `previous`, neither in percent nor in phase.
 *
 * A deletion stops at 95 percent, because only a sweep proves that nothing is left.
 *
 * @public
 */
export function progressOf(
  operation: 'create',
  line: EksctlLine,
  previous?: Progress<CreatePhase>,
): Progress<CreatePhase>;
/** @public */
export function progressOf(
  operation: 'delete',
  line: EksctlLine,
  previous?: Progress<DeletePhase>,
): Progress<DeletePhase>;
export function progressOf(
  operation: 'create' | 'delete',
  line: EksctlLine,
  previous?: Progress,
): Progress {
  return operation === 'create'
    ? advance<CreatePhase | DeletePhase>(
        createSteps,
        line,
        previous ?? { phase: 'preflight', percent: 0 },
      )
    : advance<CreatePhase | DeletePhase>(
        deleteSteps,
        line,
        previous ?? { phase: 'drain', percent: 0 },
      );
}

function advance<Phase extends string>(
  steps: Step<Phase>[],
  line: EksctlLine,
  previous: Progress<Phase>,
): Progress<Phase> {
  const step = steps.find(
    ({ pattern, after = 0 }) =>
      previous.percent >= after && pattern.test(line.text),
  );
  if (!step) {
    return previous;
  }
  const reached = Math.max(previous.percent, step.percent);
  const crawled =
    step.towards === undefined
      ? reached
      : reached + Math.max(0, step.towards - reached) * CRAWL;
  return crawled > previous.percent
    ? { phase: step.phase, percent: Math.round(crawled * 10) / 10 }
    : previous;
}
