// From the recorded 2025 Australian Grand Prix to the charts of it: imported, modelled and published by the
// warehouse, served by the gateway, and compared with numbers computed here from the recorded laps alone.
import { expect, test } from '@playwright/test';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RacePage } from '../pages/race-page.ts';
import { median } from '../support/marts.ts';
import { asTime, australia, haveAustralia, readTyres } from '../support/recording.ts';
import { Gateway, warehouse } from '../support/services.ts';

test.skip(!haveAustralia, 'the recording of the 2025 Australian Grand Prix is not there');

interface Recorded {
  Driver: string;
  LapNumber: number;
  LapTime: number | null;
  Team: string;
  Position: number | null;
}

let folder: string;
let gateway: Gateway;
let laps: Recorded[];

test.beforeAll(async () => {
  test.setTimeout(300_000);
  folder = mkdtempSync(join(tmpdir(), 'gridcast-real-marts-'));
  const names = ['race.duckdb', 'marts', 'session.json', 'timing.jsonl'];
  const [database, marts, session, timing] = names.map((name) => join(folder, name));
  writeFileSync(session!, JSON.stringify(australia.session));
  writeFileSync(timing!, readTyres().map((record) => `${JSON.stringify(record)}\n`).join(''));
  const run = (...words: string[]) => warehouse(['--database', database!, ...words]);
  await run('import', '--tele', australia.tele, '--laps', australia.laps, '--session', session!, '--timing', timing!);
  await run('build');
  await run('publish', '--to', marts!);
  gateway = await Gateway.start(['--source', 'demo', '--marts', marts!]);
  laps = readFileSync(australia.laps, 'utf8').trim().split('\n').map((line) => JSON.parse(line));
  laps.sort((a, b) => a.LapNumber - b.LapNumber);
});

test.afterAll(async () => {
  await gateway?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** The page of the race, counting these laps. */
async function opened(race: RacePage, query = ''): Promise<RacePage> {
  await race.open(`${gateway.url}/race/2025/1${query}`);
  return race;
}

/** Laps that a car completed, by driver. */
function byDriver(): Map<string, Recorded[]> {
  const drivers = new Map<string, Recorded[]>();
  for (const lap of laps.filter((lap) => lap.Position !== null)) {
    drivers.set(lap.Driver, [...(drivers.get(lap.Driver) ?? []), lap]);
  }
  return drivers;
}

/**
 * The laps of the officials' 34 stops, and the sets of tyres between them by the tyre feed. The laps' own tyre life
 * tells more and other ones of four cars: it also says "new" of cars that drove through the lane behind the safety
 * car. Of Bearman's stop on lap 39 the laps tell no other set, and the timing does.
 */
const OFFICIAL: Record<string, [number[], string[]]> = {
  NOR: [[34, 44], ['intermediate', 'hard', 'intermediate']],
  VER: [[34, 46], ['intermediate', 'medium', 'intermediate']],
  RUS: [[34, 44], ['intermediate', 'hard', 'intermediate']],
  ANT: [[33, 44], ['intermediate', 'hard', 'intermediate']],
  ALB: [[33, 44], ['intermediate', 'medium', 'intermediate']],
  STR: [[33, 44], ['intermediate', 'hard', 'intermediate']],
  HUL: [[33, 44], ['intermediate', 'medium', 'intermediate']],
  LEC: [[34, 47], ['intermediate', 'hard', 'intermediate']],
  PIA: [[34, 44], ['intermediate', 'hard', 'intermediate']],
  HAM: [[33, 47], ['intermediate', 'hard', 'intermediate']],
  GAS: [[33, 46], ['intermediate', 'hard', 'intermediate']],
  TSU: [[33, 47], ['intermediate', 'medium', 'intermediate']],
  OCO: [[4, 39, 46], ['intermediate', 'intermediate', 'medium', 'intermediate']],
  BEA: [[4, 39, 44], ['intermediate', 'intermediate', 'medium', 'intermediate']],
  LAW: [[4, 33], ['intermediate', 'intermediate', 'medium']],
  BOR: [[33, 44], ['intermediate', 'medium', 'intermediate']],
  ALO: [[], ['intermediate']],
};

test('stops and sets of tyres of every driver are the officials\', in the result and in every chart', async ({ page }) => {
  const race = await opened(new RacePage(page));
  const stints = await race.numbers('tyres');
  const stops = await race.numbers('pit-stops');
  const why = await race.numbers('lap-chart');
  expect([...byDriver().keys()].sort()).toEqual(Object.keys(OFFICIAL).sort());
  expect(stops.length).toBe(34);
  for (const [driver, [laps, compounds]] of Object.entries(OFFICIAL)) {
    const own = (rows: Record<string, string>[]) => rows.filter((row) => row['Driver'] === driver);
    expect(own(stops).map((row) => Number(row['Lap'])), `${driver}'s stops`).toEqual(laps);
    expect(own(stints).map((row) => row['Compound']), `${driver}'s sets`).toEqual(compounds);
    const begins = laps.map((lap) => lap + 1);
    expect(own(stints).map((row) => Number(row['First lap'])), `${driver}'s stints`).toEqual([1, ...begins]);
    const ringed = why.filter((row) => new RegExp(`\\b${driver}\\b[^;]* stopped`).test(row['Why'] ?? ''));
    expect(ringed.map((row) => Number(row['Lap'])), `${driver}'s rings`).toEqual(laps);
    const row = page.getByRole('table', { name: 'Result' }).locator(`tr[data-code=${driver}]`);
    await expect(row.locator('td.stops'), `${driver}'s stops in the result`).toHaveText(String(laps.length));
  }
});

test('positions at laps 10, 30 and 57', async ({ page }) => {
  const race = await opened(new RacePage(page));
  const rows = await race.numbers('lap-chart');
  for (const number of [10, 30, 57]) {
    const row = rows.find((row) => row['Lap'] === String(number))!;
    const ended = laps.filter((lap) => lap.LapNumber === number && lap.Position !== null);
    expect(ended.length).toBeGreaterThan(13);
    for (const lap of ended) expect(row[lap.Driver], `${lap.Driver} at lap ${number}`).toBe(String(lap.Position));
  }
});

test('medians of all teams, over all laps with a time', async ({ page }) => {
  const race = await opened(new RacePage(page), '?laps=all');
  const rows = await race.numbers('team-pace');
  for (const team of new Set(laps.map((lap) => lap.Team))) {
    const times = laps.filter((lap) => lap.Team === team && lap.LapTime !== null).map((lap) => lap.LapTime!);
    const row = rows.find((row) => row['Team'] === team)!;
    expect([row['Laps'], row['Median']], team).toEqual([String(times.length), asTime(Math.round(median(times)))]);
  }
});

test('the fastest lap, who won, and who was out', async ({ page }) => {
  await opened(new RacePage(page));
  const timed = laps.filter((lap) => lap.LapTime !== null);
  const fastest = timed.reduce((best, lap) => (lap.LapTime! < best.LapTime! ? lap : best));
  const facts = page.locator('.facts');
  await expect(facts).toContainText(asTime(fastest.LapTime!));
  await expect(facts).toContainText(`${fastest.Driver}, lap ${fastest.LapNumber}`);
  const rows = page.getByRole('table', { name: 'Result' }).getByRole('row');
  await expect(rows).toHaveCount(21);
  for (const [code, words] of [['HAD', 'no start'], ['DOO', 'out, lap 1'], ['SAI', 'out, lap 1'], ['ALO', 'out, lap 33']] as const) {
    await expect(rows.filter({ hasText: code })).toContainText(words);
  }
});
