// Pages whose program cannot run: a sentence says what is missing, and the board or the result is there as plain text.
import { chromium, expect, test, type Page } from '@playwright/test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LAUNCH } from '../support/chromium.ts';
import { writeOneRace } from '../support/made-up.ts';
import { PathProxy } from '../support/proxy.ts';
import { Gateway } from '../support/services.ts';

let marts: string;
let gateway: Gateway;
let proxy: PathProxy;

test.beforeAll(async () => {
  marts = mkdtempSync(join(tmpdir(), 'gridcast-marts-'));
  writeOneRace(marts, 1_750_000_000_000, 'Made up', 'Nowhere');
  gateway = await Gateway.start(['--source', 'demo', '--from', '6', '--base-path', '/f1', '--marts', marts]);
  proxy = await PathProxy.start(gateway.url, '/f1');
  const race = async () => (await (await fetch(`${proxy.url}/api/live`)).json()).session;
  await expect.poll(race).not.toBeNull();
});

test.afterEach(() => {
  proxy.damage = null;
});

test.afterAll(async () => {
  await proxy?.stop();
  await gateway?.stop();
  rmSync(marts, { recursive: true, force: true });
});

/** The sentence and the table; how long after the document they come is printed, a second being promised of each. */
async function expectPlain(page: Page, path: string, sentence: RegExp, rows: number): Promise<void> {
  await page.goto(`${proxy.url}${path}`, { waitUntil: 'commit' });
  const began = Date.now();
  await expect(page.getByRole('alert')).toHaveText(sentence);
  const saidMs = Date.now() - began;
  await expect(page.locator('#plain tbody tr')).toHaveCount(rows);
  console.log(`${path}: the sentence after ${saidMs} ms, the table after ${Date.now() - began} ms`);
  await expect(page.locator('#plain')).toContainText(/Chrome \d+, Edge \d+, Firefox \d+, Safari [\d.]+/);
}

const PLACES = [['/', 22], ['/race/2025/1', 6], ['/race', 6]] as const;

for (const [path, rows] of PLACES) {
  for (const [what, name] of [['program', /_bg\.wasm$/], ['glue', /gridcast-\w+-\w+\.js$/]] as const) {
    for (const how of ['half', 'missing'] as const) {
      test(`${path} with its ${what} ${how}: the sentence and the table`, async ({ page }) => {
        proxy.damage = { name, how };
        await expectPlain(page, path, /missing or came damaged: gridcast-.*\.(wasm|js)\./, rows);
      });
    }
  }
}

for (const how of ['half', 'missing'] as const) {
  test(`a style sheet that is ${how} is said, and the page goes on`, async ({ page }) => {
    proxy.damage = { name: /style-\w+\.css$/, how };
    await page.goto(`${proxy.url}/`);
    await expect(page.getByRole('alert')).toHaveText(/missing or came damaged: style-\w+\.css\./);
    await page.waitForFunction(() => 'gridcast' in window);
    await expect(page.getByRole('alert')).toBeVisible();
  });
}

for (const [what, name, query, kept] of [
  ['the address, beside the page that runs', /style-\w+\.css$/, '?delay=20', null],
  ['the device, beside the page that runs', /style-\w+\.css$/, '', '20.0'],
  ['the device', /_bg\.wasm$/, '', '35.4'],
  ['other devices, whatever it is', /_bg\.wasm$/, '?sync=K7X2QM', null],
] as const) {
  test(`with a delay from ${what}, nothing of the present is asked for`, async ({ page }) => {
    proxy.damage = { name, how: 'half' };
    const asked: string[] = [];
    page.on('request', (request) => {
      if (request.resourceType() === 'xhr') asked.push(request.url());
    });
    await page.addInitScript((kept) => kept && localStorage.setItem('gridcast-delay', kept), kept);
    await page.goto(`${proxy.url}/${query}`);
    await expect(page.getByRole('alert')).toBeVisible();
    // What asks and what says why not are one step of the program.
    await expect(page.locator('#plain')).toContainText('TV delay');
    expect(asked).toEqual([]);
    await expect(page.locator('#plain table')).toHaveCount(0);
  });
}

test('a browser without WebAssembly: the sentence and the table', async () => {
  // With `--noexpose-wasm` this Chromium has it all the same, without a compiler it has none.
  const browser = await chromium.launch({ ...LAUNCH, args: [...LAUNCH.args!, '--js-flags=--jitless'] });
  try {
    for (const [path, rows] of PLACES) {
      const page = await browser.newPage();
      await expectPlain(page, path, /has no WebAssembly/, rows);
      await page.close();
    }
  } finally {
    await browser.close();
  }
});

test('a browser whose WebAssembly is too old, in the language of its reader', async ({ browser }) => {
  const page = await browser.newPage({ locale: 'de-AT' });
  await page.addInitScript(() => {
    const refuse = () => Promise.reject(new WebAssembly.CompileError('too young'));
    Object.assign(WebAssembly, { validate: () => false, instantiate: refuse, instantiateStreaming: refuse });
  });
  await expectPlain(page, '/', /ist zu alt für Gridcast/, 22);
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await page.close();
});

test('a page that is whole says nothing of the kind', async ({ page }) => {
  await page.goto(`${proxy.url}/`);
  await page.waitForFunction(() => 'gridcast' in window);
  await expect(page.locator('#plain')).toHaveCount(0);
  expect(await page.locator('#plain-program').count()).toBe(0);
});
