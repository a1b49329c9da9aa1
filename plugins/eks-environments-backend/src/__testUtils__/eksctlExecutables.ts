/** An eksctl that the same tests run with. */
export interface EksctlExecutable {
  name: string;
  /** Omitted: the simulator's own. */
  path?: string;
  /** How many times faster than AWS the simulated AWS is. */
  speed: number;
  /** How long a test waits for anything, in milliseconds. */
  patience: number;
  /** `describe.skip` where there is no such eksctl. */
  describe: jest.Describe;
}

/**
 * The stand-in and the real eksctl.
 *
 * @remarks
 *
 * The stand-in waits in the simulator's time. The real eksctl polls at fixed intervals of up to two minutes of real time.
 */
export function eksctlExecutables(): EksctlExecutable[] {
  const real = process.env.REAL_EKSCTL;
  return [
    { name: 'the stand-in', speed: 1000, patience: 4 * 60_000, describe },
    {
      name: 'the real eksctl',
      path: real,
      speed: 45,
      patience: 30 * 60_000,
      describe: real ? describe : describe.skip,
    },
  ];
}
