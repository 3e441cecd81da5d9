// A gateway below a path of its own, behind a proxy that takes the path off: both pages, and all that they ask for.
import { expect, test } from '@playwright/test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LivePage } from '../pages/live-page.ts';
import { RacePage } from '../pages/race-page.ts';
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
});

test.afterAll(async () => {
  await proxy?.stop();
  await gateway?.stop();
  rmSync(marts, { recursive: true, force: true });
});

test('the live page is live below its path', async ({ page }) => {
  const live = new LivePage(page);
  await live.open(`${proxy.url}/`);
  await live.untilMeasured();
  // A part of the page is on this page, whatever the base.
  await page.keyboard.press('Tab');
  await page.getByRole('link', { name: 'Skip to the leaderboard' }).press('Enter');
  await expect(page).toHaveURL(`${proxy.url}/#board`);
  expect(proxy.astray).toEqual([]);
});

test('the charts are drawn and lead on below their path', async ({ page }) => {
  const race = new RacePage(page);
  await race.open(`${proxy.url}/race`);
  await expect(page).toHaveURL(`${proxy.url}/race/2025/1`);
  expect(await race.inked('gap')).toBeGreaterThan(1000);
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Season' }).click();
  await expect(page).toHaveURL(`${proxy.url}/season/2025`);
  await page.goBack();
  await race.drawn('gap');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Live' }).click();
  await expect(page).toHaveURL(`${proxy.url}/`);
  expect(proxy.astray).toEqual([]);
});
