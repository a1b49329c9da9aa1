import { mockServices } from '@backstage/backend-test-utils';
import { warnOfUnusedProxy } from './warnOfUnusedProxy';

describe('warnOfUnusedProxy', () => {
  it.each([
    [{ HTTPS_PROXY: 'http://proxy:3128' }, {}, 1],
    [{ https_proxy: 'http://proxy:3128' }, {}, 1],
    [{ HTTPS_PROXY: 'http://proxy:3128' }, { proxyEnv: {} }, 0],
    [{}, {}, 0],
  ])('%j with an agent of %j: %s warnings', (environment, agent, warnings) => {
    const logger = mockServices.logger.mock();
    warnOfUnusedProxy(logger, environment, agent);
    expect(logger.warn).toHaveBeenCalledTimes(warnings);
  });
});
