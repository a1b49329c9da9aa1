import { exampleEnvironment } from '../__testUtils__/exampleEnvironments';
import { extensionChoices } from './extensionChoices';

const lease = {
  ...exampleEnvironment().lease,
  expiresAt: '2026-11-25T00:00:00Z',
  usualExtension: 'PT36H',
};

describe('extensionChoices', () => {
  it('offers what there is room for, the usual one and all that is left, in order', () => {
    const choices = extensionChoices({
      ...lease,
      latestEnd: '2026-11-27T12:00:00Z',
    });

    expect(choices.map(({ endsAt }) => endsAt)).toEqual([
      '2026-11-25T01:00:00.000Z',
      '2026-11-25T04:00:00.000Z',
      '2026-11-26T00:00:00.000Z',
      '2026-11-26T12:00:00.000Z',
      '2026-11-27T00:00:00.000Z',
      '2026-11-27T12:00:00.000Z',
    ]);
  });

  it('offers nothing when there is no room', () => {
    expect(extensionChoices({ ...lease, latestEnd: lease.expiresAt })).toEqual(
      [],
    );
    expect(extensionChoices({ ...lease, expiresAt: undefined })).toEqual([]);
  });

  it('offers all that is left when that is less than any round length', () => {
    const [choice, ...others] = extensionChoices({
      ...lease,
      latestEnd: '2026-11-25T00:07:30Z',
    });
    expect(choice.endsAt).toBe('2026-11-25T00:07:00.000Z');
    expect(others).toEqual([]);
  });
});
