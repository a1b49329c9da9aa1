import { DateTime, Settings } from 'luxon';
import { formatTime } from './format';

describe('formatTime', () => {
  it('is in UTC and in English wherever the backend runs', () => {
    const { defaultZone, defaultLocale } = Settings;
    Settings.defaultZone = 'America/Los_Angeles';
    Settings.defaultLocale = 'de';
    try {
      expect(formatTime(DateTime.fromISO('2026-11-23T12:00:44.262Z'))).toBe(
        'Mon 23 Nov 2026, 12:00 UTC',
      );
    } finally {
      Settings.defaultZone = defaultZone;
      Settings.defaultLocale = defaultLocale;
    }
  });
});
