// A race as files: what `gridcast-gateway export` writes, on a plain file server, at a path of its own.
import { expect, test } from '@playwright/test';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LivePage } from '../pages/live-page.ts';
import { RacePage } from '../pages/race-page.ts';
import { FileServer } from '../support/files.ts';
import { CHARTS, writeOneRace } from '../support/made-up.ts';
import { Running, required } from '../support/process.ts';
import { recordAustralia } from '../support/recorded.ts';
import { australia, haveAustralia } from '../support/recording.ts';

test.skip(!haveAustralia, 'the recording of the 2025 Australian Grand Prix is not there');

/** Where the export lies on the server. */
const PLACE = '/f1/2025-01';

let folder: string;
let files: FileServer;

test.beforeAll(async () => {
  test.setTimeout(300_000);
  folder = mkdtempSync(join(tmpdir(), 'gridcast-export-'));
  const [recordings, marts] = ['recordings', 'marts'].map((name) => join(folder, name));
  const gateway = await recordAustralia(folder);
  await gateway.stop();
  writeOneRace(marts!, australia.session.StartDate, australia.session.Event, australia.session.Circuit);
  const to = join(folder, 'public', PLACE);
  const words = ['export', australia.session.Session, '--to', to, '--recordings', recordings!, '--marts', marts!];
  const program = required('GRIDCAST_GATEWAY_PROGRAM');
  const exporting = new Running('export', program, [...words, '--site', required('GRIDCAST_SITE')]);
  expect(await exporting.exit(), exporting.tail()).toBe(0);
  files = await FileServer.start(join(folder, 'public'));
});

test.afterAll(async () => {
  await files?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('the charts of an export are drawn from a plain file server, at a path of its own', async ({ page }) => {
  const faults: string[] = [];
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  page.on('pageerror', (error) => faults.push(String(error)));
  const race = new RacePage(page);
  await race.open(`${files.url}${PLACE}/race/2025/1/`);
  for (const id of CHARTS) {
    expect(await race.inked(id), `${id}: painted pixels`).toBeGreaterThan(1000);
  }
  expect(faults).toEqual([]);
  expect(files.missing).toEqual([]);
});

test('addresses of an export stay below its path', async ({ page }) => {
  const race = new RacePage(page);
  await race.open(`${files.url}${PLACE}/race/`);
  await expect(page, 'the newest race is the only one').toHaveURL(`${files.url}${PLACE}/race/2025/1`);
  await page.reload();
  await race.drawn('tyres');
  const links = await page.locator('a[href]').evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href));
  expect(links.length).toBeGreaterThan(3);
  // A fragment is of this page, whatever its base.
  expect(links.filter((link) => !link.startsWith(`${files.url}${PLACE}/`))).toEqual([]);
});

test('the recording is there as the manifest says', async ({ request }) => {
  const api = `${files.url}${PLACE}/api/sessions`;
  const index = await (await request.get(`${api}/index.json`)).json();
  expect(index.sessions.map((session: { id: string }) => session.id)).toEqual(['2025-01-race']);
  const manifest = await (await request.get(`${api}/2025-01-race/manifest.json`)).json();
  const numbers = (manifest.chunks as [number, string][]).map(([number]) => number);
  expect(numbers.at(-1)! - numbers[0]!, 'from the start to the flag, in tens of seconds').toBeGreaterThan(500);
  const there = readdirSync(join(folder, 'public', PLACE, 'api/sessions/2025-01-race'));
  for (const [number, hash] of manifest.chunks as [number, string][]) {
    expect(there).toContain(`${number}-${hash}.bin`);
  }
  const timeline = await (await request.get(`${api}/2025-01-race/timeline.json`)).json();
  expect(timeline.laps).toHaveLength(57);
});

test('from a lap on a chart to that moment of the replay, and back to the charts', async ({ page }) => {
  const race = new RacePage(page);
  await race.open(`${files.url}${PLACE}/race/2025/1?drivers=NOR`);
  const chart = await race.drawn('lap-chart');
  await chart.locator('canvas.over').focus();
  await page.keyboard.press('End');
  await chart.getByRole('link', { name: /watch lap 20/ }).click();
  const live = new LivePage(page);
  await expect(live.pill).toHaveAttribute('data-state', 'paused');
  await live.until((seen) => seen.lap === 20);
  await expect(live.board.locator('.row.chosen .who b')).toHaveText('NOR');
  const charts = page.getByRole('link', { name: /^Charts/ });
  await expect(charts).toHaveAttribute('href', 'race/2025/1?drivers=NOR&cursor=20');
  await charts.click();
  await race.drawn('lap-chart');
  await expect(page).toHaveURL(/cursor=20/);
});

test('an export whose program cannot be had tells a result where one is asked for, and nothing of what is played', async ({ page }) => {
  await page.route(/_bg\.wasm$/, (route) => route.fulfill({ status: 404 }));
  await page.goto(`${files.url}${PLACE}/race/2025/1/`);
  await expect(page.locator('#plain table')).toBeVisible();
  const asked: string[] = [];
  page.on('request', (request) => request.resourceType() === 'xhr' && asked.push(request.url()));
  for (const path of ['/replay/2025-01-race', '/']) {
    await page.goto(`${files.url}${PLACE}${path}`);
    await expect(page.getByRole('alert')).toBeVisible();
    expect(asked, path).toEqual([]);
    await expect(page.locator('#plain table')).toHaveCount(0);
  }
});

test('the end of the race plays from a plain file server at 16 times its pace, to the flag', async ({ page }) => {
  test.setTimeout(240_000);
  await page.goto(`${files.url}${PLACE}/replay/2025-01-race?lap=53`);
  const live = new LivePage(page);
  await expect(live.pill).toHaveAttribute('data-state', 'paused');
  // Nothing of what the race's stops have cost was seen here: it is told.
  await live.board.locator('.row:not(.head)').first().click();
  await page.keyboard.press('d');
  const details = page.getByRole('region', { name: 'Details' });
  await expect(details).toContainText(/by \d+ stops of this race/);
  await page.keyboard.press('Escape');
  await expect(details).toBeHidden();
  await page.getByLabel('Rate of playing').selectOption('16×');
  await page.keyboard.press('k');
  await live.until((seen) => seen.drivers.filter((driver) => driver.status === 'finished').length === 14, 180_000);
  const order = (await live.inspect()).drivers.filter((driver) => driver.status === 'finished');
  const codes = order.sort((a, b) => a.position - b.position).map(({ code }) => code);
  expect(codes.slice(0, 5), 'who finished first').toEqual(['NOR', 'VER', 'RUS', 'ANT', 'ALB']);
});
