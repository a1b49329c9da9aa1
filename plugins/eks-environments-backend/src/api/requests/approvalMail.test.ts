import { TestDatabases } from '@backstage/backend-test-utils';
import {
  startTestService,
  teamInput,
} from '../../__testUtils__/startTestService';
import { migrate } from '../../database';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())(
  'the message to approvers on %s',
  databaseId => {
    it('says who requests what, for how long, why and at which cost', async () => {
      const knex = await databases.init(databaseId);
      await migrate(knex);
      const api = await startTestService(knex);
      const { status } = await api.post('dana', '/requests', {
        ...teamInput,
        lease: 'P2D',
        reason: `Load test\n\nof the sale ${'x'.repeat(400)}`,
      });
      expect(status).toBeLessThan(300);
      const [{ text, path }] = await knex('outbox_messages')
        .where({ topic: 'RequestCreated' })
        .select('text', 'path');

      const lines = text.split('\n');
      expect(lines).toContain('From: dana');
      expect(lines).toContain('Lease: 2 days');
      expect(text).toMatch(/^Blueprint: team-cluster@\d+ in eu-west-1$/m);
      expect(text).toMatch(
        /^Cost: (at least )?\$\d+\.\d\d per hour, \$\d+\.\d\d for the lease$/m,
      );
      expect(text).toMatch(/^Reason: Load test of the sale x{200,}…$/m);
      expect(path).toMatch(/^\/environments\/approvals\?request=/);
    });
  },
);
