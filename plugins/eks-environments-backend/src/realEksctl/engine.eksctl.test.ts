import { checkPolicy } from '../__testUtils__/checkPolicy';
import { eksctlExecutables } from '../__testUtils__/eksctlExecutables';
import { EksctlStage } from '../__testUtils__/EksctlStage';
import { engineScenarios } from '../__testUtils__/engineScenarios';

/*
 * The engine with the simulator's eksctl and with a real one: what the engine makes of it, and what is in AWS afterwards, must be the same.
 *
 * A real create takes five minutes, because its waits are fixed. So all scenarios begin together, and each test only waits for its own.
 */

for (const executable of eksctlExecutables()) {
  executable.describe(`the engine with ${executable.name}`, () => {
    let stage: EksctlStage;
    const running = new Map<string, Promise<void>>();

    jest.setTimeout(executable.patience);

    beforeAll(async () => {
      stage = await EksctlStage.start(executable);
      const portal = await stage.openPortal('portal');
      portal.startEngine();
      for (const [name, play] of Object.entries(engineScenarios)) {
        const played = play({ portal, stage });
        // Its own test reports it.
        played.catch(() => {});
        running.set(name, played);
      }
    });

    afterAll(async () => {
      await Promise.allSettled(running.values());
      await stage.close();
    }, executable.patience);

    it.each(Object.keys(engineScenarios))('%s', async name => {
      await expect(running.get(name)).resolves.toBeUndefined();
    });

    it('asks for nothing that the policy for a real account does not allow', async () => {
      await Promise.allSettled(running.values());
      const calls = stage.harness.simulator.authorizations();
      expect(calls.map(({ action }) => action)).toEqual(
        expect.arrayContaining(['iam:CreateRole', 'iam:PassRole']),
      );
      expect(checkPolicy(calls, 'engine-policy.json')).toMatchObject({
        status: 0,
        denied: [],
      });
    });
  });
}
