// Pages of a sprint, a qualifying, a sprint qualifying and practices, from recordings of the official timing: brought in
// by `backfill`, modelled and published by the warehouse, served by the gateway, and compared with what the officials
// say: their results, or where a practice has none, the best laps that their timing told.
import { expect, test, type Page } from '@playwright/test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RacePage } from '../pages/race-page.ts';
import { Officials, answer, answerOf, haveRecordings, topicsOf, type Recorded } from '../support/officials.ts';
import { Running, required } from '../support/process.ts';
import { Gateway, warehouse } from '../support/services.ts';

test.skip(!haveRecordings, 'the recordings of the official timing are not there');

const SESSIONS: Recorded[] = [
  { season: 2025, round: 6, name: 'S', folder: '2025_miami_sprint' },
  { season: 2024, round: 10, name: 'Q', folder: '2024_spain_qualifying' },
  { season: 2024, round: 12, name: 'FP1', folder: '2024_britain_fp1' },
  { season: 2023, round: 7, name: 'FP2', folder: '2023_monaco_fp2_relaid' },
];
/** No sprint qualifying was recorded: the one in Spain under the name of one, in a warehouse of its own. */
const SPRINT_QUALIFYING: Recorded = {
  season: 2024,
  round: 10,
  name: 'SQ',
  folder: '2024_spain_qualifying',
  told: ['"Name":"Qualifying"', '"Name":"Sprint Qualifying"'],
};

const sprint = haveRecordings ? answer('2025/2025_6_sprint.json') : null;
const qualifying = haveRecordings ? answer('sessions/2024_10_qualifying.json') : null;

let folder: string;
let officials: Officials;
let gateway: Gateway;
let ofSprintQualifying: Gateway;

const database = () => join(folder, 'sessions.duckdb');
const marts = () => join(folder, 'marts');

test.beforeAll(async () => {
  test.setTimeout(300_000);
  folder = mkdtempSync(join(tmpdir(), 'gridcast-real-sessions-'));
  const { SprintResults: _, ...miami } = sprint.MRData.RaceTable.Races[0];
  const weekend = { ...miami, Sprint: { date: '2025-05-03', time: '16:00:00Z' } };
  officials = await Officials.start([...SESSIONS, SPRINT_QUALIFYING], {
    '2023/races': answer('races/2023_races.json'),
    '2024/races': answer('schedule_2024.json'),
    '2024/10/qualifying': qualifying,
    '2025/races': answerOf([weekend]),
    '2025/6/sprint': sprint,
  });
  gateway = await published(database(), marts(), SESSIONS);
  const own = join(folder, 'sprint-qualifying');
  ofSprintQualifying = await published(`${own}.duckdb`, own, [SPRINT_QUALIFYING]);
});

test.afterAll(async () => {
  await gateway?.stop();
  await ofSprintQualifying?.stop();
  officials?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Brings sessions in and publishes them; a gateway that serves them. */
async function published(database: string, marts: string, sessions: Recorded[]): Promise<Gateway> {
  for (const { season, round, name } of sessions) {
    await warehouse([
      ...['--database', database, 'backfill', `${season}/${round}/${name}`],
      ...['--archive', officials.url, '--sessions', join(folder, 'sessions'), ...officials.words],
    ]);
  }
  await warehouse(['--database', database, 'build']);
  await warehouse(['--database', database, 'publish', '--to', marts]);
  return Gateway.start(['--source', 'demo', '--marts', marts]);
}

interface Row {
  code: string;
  cells: Record<string, string>;
}

/** Opens a session's page and reads its result: cells by the head of their column. */
async function result(page: Page, url: string): Promise<Row[]> {
  await new RacePage(page).open(url);
  await expect(page.locator('main[aria-busy="false"]')).toBeVisible();
  const table = page.getByRole('table', { name: 'Result' });
  await expect(table.locator('tbody tr')).not.toHaveCount(0);
  return table.evaluate((element) => {
    const text = (cell: Element) => cell.querySelector('button')?.textContent?.trim() ?? cell.textContent!.trim();
    const head = [...element.querySelectorAll('thead th')].map((cell) => cell.textContent!.trim());
    return [...element.querySelectorAll('tbody tr')].map((row) => ({
      code: row.getAttribute('data-code')!,
      cells: Object.fromEntries([...row.children].map((cell, i) => [head[i]!, text(cell)])),
    }));
  });
}

const shown = (rows: Row[], ...heads: string[]) => rows.map(({ code, cells }) => [code, ...heads.map((head) => cells[head])]);

test('a sprint is its officials\': places, grid, laps, times and points', async ({ page }) => {
  const rows = await result(page, `${gateway.url}/race/2025/6/sprint`);
  const told = sprint.MRData.RaceTable.Races[0].SprintResults.map((row: any) => [
    row.Driver.code,
    row.positionText === 'R' ? '–' : row.position,
    row.grid,
    row.laps,
    row.points === '0' ? '' : row.points,
  ]);
  expect(shown(rows, 'Pos', 'Grid', 'Laps', 'Pts')).toEqual(told);
  for (const { Driver, Time } of sprint.MRData.RaceTable.Races[0].SprintResults) {
    const row = rows.find(({ code }) => code === Driver.code)!;
    if (Time) expect(row.cells['Time'], Driver.code).toBe(Time.time);
    else expect(row.cells['Time'], Driver.code).toMatch(/^(out|no start)/);
  }
  await expect(page.locator('h1')).toHaveText('Miami Grand Prix, sprint');
  await expect(page).toHaveTitle('Miami Grand Prix 2025, sprint · Gridcast');
  for (const chart of ['lap-chart', 'gap', 'lap-times']) {
    expect(await new RacePage(page).inked(chart), `${chart}: painted pixels`).toBeGreaterThan(1000);
  }
});

/** Part by part as the officials have it, and the line above those who were out. */
async function checkQualifying(page: Page, url: string, part: 'Q' | 'SQ'): Promise<void> {
  const rows = await result(page, url);
  const told = qualifying.MRData.RaceTable.Races[0].QualifyingResults.map((row: any) => [
    row.Driver.code,
    row.position,
    row.Q1 ?? '',
    row.Q2 ?? '',
    row.Q3 ?? '',
  ]);
  expect(shown(rows, 'Pos', ...[1, 2, 3].map((n) => `${part}${n}`))).toEqual(told);
  const cut = await page.getByRole('table', { name: 'Result' }).locator('tr.cut').evaluateAll((rows) =>
    rows.map((row) => row.querySelector('.pos')!.textContent),
  );
  expect(cut).toEqual(['11', '16']);
}

test('a qualifying is its officials\', part by part, with who was out after each', async ({ page }) => {
  await checkQualifying(page, `${gateway.url}/race/2024/10/qualifying`, 'Q');
  await expect(page.locator('.deleted li')).toContainText(['track limits at turn 11', 'track limits at turn 10']);
  await expect(page.locator('.sentence')).toHaveText('Norris took pole by 0.020 s from Verstappen.');
});

test('a sprint qualifying has the page of a qualifying, and its own name', async ({ page }) => {
  await checkQualifying(page, `${ofSprintQualifying.url}/race/2024/10/sprint-qualifying`, 'SQ');
  await expect(page.locator('h1')).toHaveText('Spanish Grand Prix, sprint qualifying');
  await expect(page.locator('.sentence')).toHaveText('Norris took pole for the sprint by 0.020 s from Verstappen.');
});

/** The best lap of each car, as the timing told it last, in ms; those that it took back are gone. */
function bests(folder: string): Map<string, string> {
  const topics = topicsOf(folder);
  const codes = new Map<string, string>();
  const best = new Map<string, string>();
  const each = (topic: string, heard: (line: any) => void) => {
    for (const line of topics.get(topic)!.replace(/^\ufeff/, '').split(/\r?\n/)) if (line) heard(JSON.parse(line.slice(12)));
  };
  each('DriverList', (line) => {
    for (const [number, driver] of Object.entries<any>(line)) if (driver?.Tla) codes.set(number, driver.Tla);
  });
  each('TimingData', (line) => {
    for (const [number, car] of Object.entries<any>(line.Lines ?? {})) {
      const time = car.BestLapTime?.Value;
      if (time === undefined) continue;
      if (time === '') best.delete(codes.get(number)!);
      else best.set(codes.get(number)!, time);
    }
  });
  return best;
}

test('a practice has the best laps that the timing told, in their order', async ({ page }) => {
  const rows = await result(page, `${gateway.url}/race/2024/12/fp1`);
  const told = [...bests('2024_britain_fp1')].sort((a, b) => (a[1] < b[1] ? -1 : 1));
  const timed = rows.filter(({ cells }) => cells['Best lap'] !== 'no time');
  expect(shown(timed, 'Best lap')).toEqual(told);
  expect(timed.map(({ cells }) => cells['Pos'])).toEqual(told.map((_, i) => String(i + 1)));
});

test('a session that contradicts itself keeps what was published, and its page says why it is held back', async ({ page }) => {
  const twice = structuredClone(sprint);
  const rows = twice.MRData.RaceTable.Races[0].SprintResults;
  Object.assign(rows[2], { position: '2', positionText: '2' });
  officials.answers.set('2025/6/sprint', twice);
  const load = ['jolpica', '--season', '2025', '--round', '6', ...officials.words];
  await page.goto(`${gateway.url}/race/2025/6/sprint`);
  await warehouse(['--database', database(), ...load]);
  await expect(warehouse(['--database', database(), 'build'])).rejects.toThrow('place 2 stands twice');
  await warehouse(['--database', database(), 'publish', '--to', marts()]);
  // The page that is open hears of it.
  const notice = page.locator('.notice');
  await expect(notice).toHaveText('Held back: place 2 stands twice. What is shown was published before.');
  await expect(page.getByRole('table', { name: 'Result' }).locator('tbody tr')).toHaveCount(20);
  // Where nothing was published before, that is said, and the rest of the weekend's list is there.
  const empty = join(folder, 'empty');
  await warehouse(['--database', database(), 'publish', '--to', empty]);
  const other = await Gateway.start(['--source', 'demo', '--marts', empty]);
  await page.goto(`${other.url}/race/2025/6/sprint`);
  await expect(notice).toHaveText('Held back: place 2 stands twice. It is shown once that is corrected.');
  await expect(page.locator('h1')).toHaveText('Miami Grand Prix 2025, sprint');
  await other.stop();
  // It heals with the next load.
  officials.answers.set('2025/6/sprint', sprint);
  await warehouse(['--database', database(), ...load]);
  await warehouse(['--database', database(), 'build']);
  await warehouse(['--database', database(), 'publish', '--to', marts()]);
  await page.goto(`${gateway.url}/race/2025/6/sprint`);
  await expect(page.getByRole('table', { name: 'Result' }).locator('tbody tr')).toHaveCount(20);
  await expect(notice).toHaveCount(0);
});

test('while another program has the database open, that is said, and pages go on with what is published', async ({ page }) => {
  // A warehouse's service holds it open as dbt does.
  const words = ['--database', database(), 'run', '--to', join(folder, 'held'), '--brokers', '127.0.0.1:1'];
  const holder = new Running('warehouse', required('GRIDCAST_WAREHOUSE_PROGRAM'), words);
  await holder.line(/cannot reach Kafka/);
  await expect(warehouse(['--database', database(), 'publish', '--to', marts()])).rejects.toThrow(/is in use by process \d+/);
  const rows = await result(page, `${gateway.url}/race/2024/10/qualifying`);
  expect(rows).toHaveLength(20);
  await holder.stop();
});
