// A race as files: what `gridcast-gateway export` writes, on a plain file server, at a path of its own.
import { expect, test } from '@playwright/test';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LivePage } from '../pages/live-page.ts';
import { RacePage } from '../pages/race-page.ts';
import { FileServer } from '../support/files.ts';
import { CHARTS, writeOneRace } from '../support/made-up.ts';
import { Running, required } from '../support/process.ts';
import { australia, haveAustralia } from '../support/recording.ts';
import { Gateway } from '../support/services.ts';

test.skip(!haveAustralia, 'the recording of the 2025 Australian Grand Prix is not there');

/** Where the export lies on the server. */
const PLACE = '/f1/2025-01';

let folder: string;
let files: FileServer;

test.beforeAll(async () => {
  test.setTimeout(300_000);
  folder = mkdtempSync(join(tmpdir(), 'gridcast-export-'));
  const [recordings, marts, session] = ['recordings', 'marts', 'session.json'].map((name) => join(folder, name));
  writeFileSync(session!, JSON.stringify(australia.session));
  const recorded = ['--source', 'recording', australia.tele, '--laps', australia.laps, '--session-file', session!];
  // Much faster, laps overtake the samples that wait for others of their date, and chunks are left out.
  const gateway = await Gateway.start([...recorded, '--speed', '100', '--recordings', recordings!]);
  const ended = async () => ((await (await fetch(`${gateway.url}/api/live`)).json()) as { source: string }).source;
  await expect.poll(ended, { timeout: 240_000 }).toBe('ended');
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
  await page.getByRole('link', { name: 'Past races' }).click();
  await race.drawn('lap-chart');
});

test('the end of the race plays from a plain file server at 16 times its pace, to the flag', async ({ page }) => {
  test.setTimeout(240_000);
  await page.goto(`${files.url}${PLACE}/replay/2025-01-race?lap=53`);
  const live = new LivePage(page);
  await expect(live.pill).toHaveAttribute('data-state', 'paused');
  await page.getByLabel('Rate of playing').selectOption('16×');
  await page.keyboard.press('k');
  await live.until((seen) => seen.drivers.filter((driver) => driver.status === 'finished').length === 14, 180_000);
  const order = (await live.inspect()).drivers.filter((driver) => driver.status === 'finished');
  const codes = order.sort((a, b) => a.position - b.position).map(({ code }) => code);
  expect(codes.slice(0, 5), 'who finished first').toEqual(['NOR', 'VER', 'RUS', 'ANT', 'ALB']);
});
