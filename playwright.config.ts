import { defineConfig } from '@playwright/test';

/** Started by scripts/e2e.mjs, which runs the portal and finds a browser. */
export default defineConfig({
  testDir: 'packages/app/e2e-tests',
  // Named after the package whose pages they open.
  projects: [
    { name: 'app', testIgnore: 'legacy.test.ts' },
    { name: 'app-legacy', testMatch: 'legacy.test.ts' },
  ],
  outputDir: '.local/results/browser',
  // The tests share one portal and one AWS account, where quotas and lists are counted.
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list'], ['json']],
  use: {
    baseURL: process.env.PLAYWRIGHT_URL ?? 'http://localhost:3000',
    locale: 'en-US',
    timezoneId: 'UTC',
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: process.env.CHROME_PATH
      ? { executablePath: process.env.CHROME_PATH, args: ['--no-sandbox'] }
      : {},
  },
});
