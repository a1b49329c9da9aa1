import type { KubernetesAnswer } from 'backstage-plugin-eksctl-node';
import { Duration } from 'luxon';
import { FakeFleet } from '../__testUtils__/FakeFleet';
import { TestClock } from 'backstage-plugin-eks-environments-node/testUtils';
import { KubernetesBreakers } from '../__testUtils__/eksctlModule';
import {
  ReadinessTimeout,
  verifyUntilReady,
} from '../__testUtils__/eksctlModule';

const answer: KubernetesAnswer = {
  status: 200,
  body: JSON.stringify({
    gitVersion: 'v1.34.1',
    items: [{ status: { conditions: [{ type: 'Ready', status: 'True' }] } }],
  }),
};

async function hangs(): Promise<KubernetesAnswer> {
  throw new Error('GET /version: no answer in time');
}

/** A cluster that is active in EKS, and whose Kubernetes API answers after a given number of seconds. */
async function verify(options: { answersAfter: number }) {
  const clock = new TestClock();
  const begun = clock.now();
  const seconds = () => clock.now().diff(begun).as('seconds');
  // The breaker uses the clock of the process.
  jest.spyOn(Date, 'now').mockImplementation(() => clock.now().toMillis());
  const aws = new FakeFleet();
  aws.clusters.push({
    name: 'shop-1',
    tags: {},
    endpoint: 'https://shop-1.eks.example.com',
    certificateAuthority: { data: 'eA==' },
  });
  const breakers = new KubernetesBreakers();
  const asked: number[] = [];
  const said: string[] = [];
  const journal = { log: (text: string) => void said.push(text) };
  let polls = 0;
  const outcome = await verifyUntilReady({
    access: {
      ...(await aws.access()),
      kubernetes: endpoint =>
        breakers.run(endpoint, async () => {
          asked.push(seconds());
          return seconds() >= options.answersAfter ? answer : hangs();
        }),
    },
    clusterName: 'shop-1',
    minimumNodes: 1,
    journal,
    timeout: new ReadinessTimeout({
      journal,
      signal: new AbortController().signal,
      clock,
      pause: async milliseconds => {
        polls++;
        clock.advance({ milliseconds });
      },
      watchMs: 5_000,
      verifyFor: Duration.fromObject({ minutes: 5 }),
    }),
  });
  return { outcome, polls, seconds: seconds(), asked, said };
}

describe('verifyUntilReady, with a circuit breaker before Kubernetes', () => {
  afterEach(() => jest.restoreAllMocks());

  it('waits on while the breaker is open, and is there when the cluster answers', async () => {
    const { outcome, asked, said } = await verify({ answersAfter: 40 });
    expect(outcome).toMatchObject({
      kind: 'succeeded',
      result: { cluster: { nodes: 1, kubernetesVersion: 'v1.34.1' } },
    });
    // Five checks without an answer, none for half a minute, then the version and the nodes.
    expect(asked).toEqual([0, 5, 10, 15, 20, 50, 50]);
    expect(said).toContainEqual(
      expect.stringMatching(
        /^Waiting for the cluster: The Kubernetes API does not answer: .*left alone/,
      ),
    );
  });

  it('gives the cluster all of its time before it calls it unusable', async () => {
    const test = await verify({ answersAfter: Infinity });
    expect(test.outcome).toMatchObject({
      kind: 'failed',
      failure: {
        class: 'unknown',
        retry: 'backoff',
        developerMessage: expect.stringMatching(
          /^The cluster was created but cannot be used: The Kubernetes API does not answer/,
        ),
      },
    });
    expect(test.seconds).toBe(300);
    expect(test.polls).toBe(60);
    expect(test.asked.length).toBeLessThan(20);
  });
});
