import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { findBrowser } from './lib/browser.mjs';
import { Failure, run } from './lib/failure.mjs';
import { root } from './lib/paths.mjs';
import { portalSettings } from './lib/portal.mjs';

const USAGE = `node scripts/screenshots.mjs [picture ...]
Makes the pictures in docs/images from the portal that "npm start" runs, in the state it is in.`;

const PLANNED = JSON.stringify({
  name: 'load-test',
  owner: 'group:default/team-shop',
  reason: 'Load test of the summer sale',
});

/**
 * What each picture shows, and to whom. `ready` is a selector to wait for, `follow` a link to go to, `press` the buttons to press in turn.
 */
const PICTURES = {
  'sign-in': { path: '/', ready: 'main h1' },
  environments: { person: 'user:default/pat', path: '/environments?scope=all' },
  building: {
    person: 'user:default/pat',
    path: '/environments?scope=all', // The newest comes first; ask for one just before.
    follow: 'table a[href*="/environments/"]',
    height: 1000,
  },
  approvals: {
    person: 'user:default/ari',
    path: '/environments/approvals',
    height: 1000,
  },
  plan: {
    person: 'user:default/dana',
    path: `/create/templates/default/eks-environment-team-cluster?formData=${encodeURIComponent(
      PLANNED,
    )}`,
    height: 1400,
  },
  quotas: { person: 'user:default/dana', path: '/environments/quotas' },
};

const WIDTH = 1_400;
const HEIGHT = 900;
const SETTLED = 2_500; // Live pages never fall silent, so there is no moment to wait for.

run(async () => {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const names = positionals.length > 0 ? positionals : Object.keys(PICTURES);
  const unknown = names.find(name => !PICTURES[name]);
  if (unknown) {
    throw new Failure(
      `There is no picture "${unknown}": choose from ${Object.keys(
        PICTURES,
      ).join(', ')}.`,
    );
  }
  const { frontendUrl } = portalSettings();
  await requirePortal(frontendUrl);
  const browser = await launch();
  try {
    for (const name of names) {
      const file = await takePicture(browser, frontendUrl, name);
      console.log(path.relative(root, file));
    }
  } finally {
    await browser.close();
  }
  return 0;
});

async function requirePortal(url) {
  const response = await fetch(url).catch(() => undefined);
  if (!response?.ok) {
    throw new Failure(
      `Nothing answers at ${url}: run "npm start" first, and ask for an environment or two.`,
    );
  }
}

async function launch() {
  const executablePath = await findBrowser();
  if (!executablePath) {
    throw new Failure(
      'No browser starts on this machine: install chromium, or name one with CHROME_PATH.',
    );
  }
  const { chromium } = await import('@playwright/test');
  return chromium.launch({ executablePath, args: ['--no-sandbox'] });
}

async function takePicture(browser, url, name) {
  const {
    person,
    path: page,
    ready,
    follow,
    press = [],
    height,
  } = PICTURES[name];
  const context = await browser.newContext({
    colorScheme: 'light',
    locale: 'en-US',
    timezoneId: 'UTC',
    viewport: { width: WIDTH, height: height ?? HEIGHT },
  });
  try {
    if (person) {
      // As packages/app/src/modules/signIn/chosenPerson.ts keeps it.
      await context.addInitScript(
        chosen => sessionStorage.setItem('laptop-sign-in-person', chosen),
        person,
      );
    }
    const tab = await context.newPage();
    await tab.goto(`${url}${page}`);
    await tab.waitForSelector(
      ready ?? 'nav[aria-label="sidebar nav"] a[href="/settings"]',
    );
    if (follow) {
      await tab.locator(follow).first().click();
    }
    for (const button of press) {
      await tab.getByRole('button', { name: button }).click();
      await tab.waitForTimeout(SETTLED); // The form checks its values before it goes on.
    }
    await tab.waitForTimeout(SETTLED);
    const file = path.join(root, 'docs/images', `${name}.png`);
    mkdirSync(path.dirname(file), { recursive: true });
    await tab.screenshot({ path: file });
    return file;
  } finally {
    await context.close();
  }
}
