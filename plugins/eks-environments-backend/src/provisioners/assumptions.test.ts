import { mockServices } from '@backstage/backend-test-utils';
import { TestClock } from 'backstage-plugin-eks-environments-node/testUtils';
import { failingProvisioner } from '../__testUtils__/failingProvisioner';
import { testProvisioners } from '../__testUtils__/testProvisioners';
import { ASSUMPTIONS } from './assumptions';

const environment = {
  id: 'id',
  tagId: 'id',
  installation: 'test',
  resourceRef: 'shop',
  account: 'shared',
  region: 'office',
  spec: '{}',
};
const place = { account: 'shared', region: 'office' };

function begin() {
  const logger = mockServices.logger.mock();
  const clock = new TestClock();
  const provisioner = testProvisioners([failingProvisioner], {
    logger,
    clock,
  }).get('failing');
  return { logger, clock, provisioner };
}

describe('synchronous calls of a provisioner that throw', () => {
  it('have an answer that says least', () => {
    const { provisioner } = begin();
    const { create, power, fleet } = provisioner;
    expect(provisioner.consoleUrl?.(environment)).toBeUndefined();
    expect(provisioner.tags(environment)).toBeUndefined();
    expect(
      provisioner.presentSweep({ searchedKinds: [] }, place),
    ).toBeUndefined();
    expect(
      provisioner.checkPrincipals?.({
        owner: 'user:default/a',
        principals: [],
      }),
    ).toEqual([
      {
        severity: 'warning',
        code: 'principals-not-checked',
        params: { provisioner: 'Failing' },
        message: 'Failing could not check who gets access',
      },
    ]);
    expect(power?.supports(environment)).toEqual({
      kind: 'unsupported',
      reason: {
        code: 'hibernation-unknown',
        params: { provisioner: 'Failing' },
        message:
          'Failing cannot tell whether the environment can be hibernated',
      },
    });
    for (const { canRun } of [create, power!.hibernate, power!.resume]) {
      expect(canRun?.()).toBe(false);
    }
    expect(
      create.classifyError?.(new Error('unknown'), {
        ...environment,
        name: 'shop',
        provisioner: 'failing',
        state: 'Ready',
        power: 'on',
        owner: 'group:default/team-shop',
        requester: 'user:default/dana',
        blueprint: { name: 'namespace', version: 1 },
        values: {},
      }),
    ).toBeUndefined();
    expect(fleet?.covers?.(place)).toBe(true);
  });

  it('ask to try again where an answer is needed, without the error', () => {
    const { provisioner } = begin();
    const { access, fleet } = provisioner;
    expect(() =>
      access?.(environment, { endpoint: '', certificateAuthority: '' }),
    ).toThrow(
      'Failing did not answer (access); the log of the backend has the reason',
    );
    expect(() => fleet?.withTags('', {})).toThrow('(withTags)');
    expect(() => fleet?.bareSpec(place, 'shop', {})).toThrow('(bareSpec)');
  });

  it('are logged once an hour for each call', () => {
    const { provisioner, logger, clock } = begin();
    for (let row = 0; row < 3; row++) {
      provisioner.consoleUrl?.(environment);
      provisioner.tags(environment);
    }
    expect(logger.error.mock.calls).toEqual([
      [
        'consoleUrl of the provisioner failing failed: no link to its console is shown. Its further errors are not logged for an hour',
        expect.objectContaining({
          message: expect.stringContaining('10.0.0.1'),
        }),
      ],
      [
        `tags of the provisioner failing failed: ${ASSUMPTIONS.tags}. Its further errors are not logged for an hour`,
        expect.any(Error),
      ],
    ]);
    clock.advance({ minutes: 61 });
    provisioner.tags(environment);
    expect(logger.error).toHaveBeenCalledTimes(3);
  });
});
