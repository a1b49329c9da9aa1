import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { pause } from 'backstage-plugin-eks-environments-node';
import { Duration } from 'luxon';
import type { Knex } from 'knex';
import {
  failingProvisioner,
  moduleWith,
} from '../__testUtils__/failingProvisioner';
import { insertEnvironment } from '../__testUtils__/insertEnvironment';
import { startTestService } from '../__testUtils__/startTestService';
import {
  FindingStore,
  HealthWatch,
  ReconciliationStore,
  Reconciler,
} from '../fleet';
import { ExpiryTagger, Reaper } from '../reaper';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const interval = Duration.fromObject({ minutes: 10 });
const places = [{ account: 'sandbox', region: 'eu-west-1' }];

describe.each(databases.eachSupportedId())(
  'a provisioner whose every member throws, on %s',
  databaseId => {
    const logger = mockServices.logger.mock();
    let knex: Knex;
    let api: Awaited<ReturnType<typeof startTestService>>;

    beforeAll(async () => {
      knex = await databases.init(databaseId);
      api = await startTestService(
        knex,
        {},
        { features: [moduleWith(failingProvisioner)] },
      );
    });
    afterAll(() => api.stop());

    const insert = (
      given: Parameters<typeof insertEnvironment>[1] = {},
      lease: Parameters<typeof insertEnvironment>[2] = {},
    ) =>
      insertEnvironment(
        knex,
        { provisioner: failingProvisioner.id, ...given },
        lease,
      );

    it('is listed and shown with its neighbours, without what it cannot tell', async () => {
      const ready = await insert();
      const deleted = await insert({
        state: 'Deprovisioned',
        sweep: JSON.stringify({ searchedKinds: ['volume'] }),
      });
      const other = await insertEnvironment(knex);

      const { status, body } = await api.get('dana', '/environments');
      expect({ status, error: body.error }).toEqual({ status: 200 });
      const ids = body.items.map(({ id }: { id: string }) => id);
      expect(ids).toEqual(expect.arrayContaining([ready.id, other.id]));

      const { body: shown } = await api.get(
        'dana',
        `/environments/${ready.id}`,
      );
      expect(shown).toMatchObject({
        id: ready.id,
        operations: expect.arrayContaining([
          expect.objectContaining({
            type: 'hibernate',
            possible: false,
            reason: expect.objectContaining({ code: 'hibernation-unknown' }),
          }),
        ]),
      });
      expect(shown).not.toHaveProperty('consoleUrl');
      expect(shown).not.toHaveProperty('tags');
      const { body: gone } = await api.get(
        'dana',
        `/environments/${deleted.id}`,
      );
      expect(gone).toMatchObject({ state: 'Deprovisioned' });
      expect(gone).not.toHaveProperty('sweep');
    });

    it('refuses what needs its answer, without its error', async () => {
      const { id } = await insert();
      const refused = [
        await api.post('dana', `/environments/${id}/operations`, {
          type: 'hibernate',
        }),
        await api.get('dana', `/environments/${id}/kubeconfig`),
        await api.get('dana', `/environments/${id}/resource-events`),
      ];
      expect(refused.map(({ status }) => status)).toEqual([409, 503, 503]);
      expect(JSON.stringify(refused.map(({ body }) => body))).not.toContain(
        'hunter2',
      );
    });

    it('keeps neither leases nor checks of its environments from their end', async () => {
      const past = '2026-11-01T12:00:00.000Z';
      const { id } = await insert(
        {},
        { phase: 'grace', grace_ends_at: past, due_at: past, tag_due_at: past },
      );
      const { parts } = api;
      const options = { ...parts, logger };
      await new ExpiryTagger(options).tagDue(failingProvisioner.id);
      await new HealthWatch({ ...options, interval }).checkDue(
        failingProvisioner.id,
      );
      await new Reconciler({
        ...options,
        places,
        interval,
        pause,
        reconciliations: new ReconciliationStore({ knex }),
        findings: new FindingStore({ knex }),
      }).reconcileDue(failingProvisioner.id);
      const { body: checked } = await api.get('dana', `/environments/${id}`);
      expect(checked).toMatchObject({
        conditions: expect.arrayContaining([
          expect.objectContaining({ type: 'Healthy', reason: 'CheckFailed' }),
          expect.objectContaining({
            type: 'LeaseEndNotShown',
            reason: 'CallFailed',
          }),
        ]),
      });
      await new Reaper(options).reapDue();
      const { body: reaped } = await api.get('dana', `/environments/${id}`);
      expect(reaped).toMatchObject({ state: 'Deprovisioning' });
      const fleet = await api.get('pat', '/fleet');
      expect(fleet.status).toBe(200);
      expect(fleet.body.reconciliations).toEqual(
        expect.arrayContaining([
          expect.objectContaining({
            provisioner: failingProvisioner.id,
            error: expect.any(String),
          }),
        ]),
      );
    });
  },
);
