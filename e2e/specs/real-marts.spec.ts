// From the recorded 2025 Australian Grand Prix to the charts of it: imported, modelled and published by the
// warehouse, served by the gateway, and compared with numbers computed here from the recorded laps alone.
import { expect, test } from '@playwright/test';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RacePage } from '../pages/race-page.ts';
import { median } from '../support/marts.ts';
import { asTime, australia, haveAustralia } from '../support/recording.ts';
import { Gateway, warehouse } from '../support/services.ts';

test.skip(!haveAustralia, 'the recording of the 2025 Australian Grand Prix is not there');

interface Recorded {
  Driver: string;
  LapNumber: number;
  LapTime: number | null;
  Compound: string | null;
  TyreLife: number | null;
  PitOutTime: number | null;
  PitInTime: number | null;
  Team: string;
  Position: number | null;
}

const SESSION = {
  Session: '2025-01-race',
  StartDate: 1_742_097_600_000,
  Kind: 'Race',
  Season: 2025,
  Round: 1,
  Event: 'Australian Grand Prix',
  Circuit: 'Albert Park',
  ScheduledLaps: 57,
};

let folder: string;
let gateway: Gateway;
let laps: Recorded[];

test.beforeAll(async () => {
  test.setTimeout(300_000);
  folder = mkdtempSync(join(tmpdir(), 'gridcast-real-marts-'));
  const [database, marts, session] = ['race.duckdb', 'marts', 'session.json'].map((name) => join(folder, name));
  writeFileSync(session!, JSON.stringify(SESSION));
  const run = (...words: string[]) => warehouse(['--database', database!, ...words]);
  await run('import', '--tele', australia.tele, '--laps', australia.laps, '--session', session!);
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
 * Sets of tyres: another compound, or a set that is younger than the lap before. Behind the safety car the field went
 * through the pit lane lap after lap, and the record then counts from one again: a single lap that began and ended in
 * the lane is no set of its own.
 */
function setsOf(driven: Recorded[]): Recorded[][] {
  const sets: Recorded[][] = [];
  for (const lap of driven) {
    const before = sets.at(-1)?.at(-1);
    const goesOn = before && before.Compound === lap.Compound && before.TyreLife! < lap.TyreLife!;
    if (goesOn) sets.at(-1)!.push(lap);
    else sets.push([lap]);
  }
  const isPassage = ([lap, ...more]: Recorded[]) =>
    more.length === 0 && lap!.PitOutTime !== null && lap!.PitInTime !== null;
  return sets.reduce<Recorded[][]>(
    (kept, set) => (isPassage(set) && kept.length ? [...kept.slice(0, -1), [...kept.at(-1)!, ...set]] : [...kept, set]),
    [],
  );
}

test('stints and the laps of stops of every driver', async ({ page }) => {
  const race = await opened(new RacePage(page));
  const stints = await race.numbers('tyres');
  const stops = await race.numbers('pit-stops');
  for (const [driver, driven] of byDriver()) {
    const sets = setsOf(driven);
    const shown = stints.filter((row) => row['Driver'] === driver);
    expect(
      shown.map((row) => [Number(row['First lap']), Number(row['Last lap']), row['Compound']]),
      `${driver}'s stints`,
    ).toEqual(sets.map((set) => [set[0]!.LapNumber, set.at(-1)!.LapNumber, set[0]!.Compound!.toLowerCase()]));
    const inLaps = sets.slice(0, -1).map((set) => set.at(-1)!);
    expect(inLaps.every((lap) => lap.PitInTime !== null), `${driver}'s in-laps, as recorded`).toBe(true);
    expect(
      stops.filter((row) => row['Driver'] === driver).map((row) => Number(row['Lap'])),
      `${driver}'s stops`,
    ).toEqual(inLaps.map((lap) => lap.LapNumber));
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
