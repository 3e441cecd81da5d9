// A race page's documents as they may be: whole, half, of one driver, cut off; served by a gateway of the file's own.
//
// GRIDCAST_RACE_URL and GRIDCAST_RACE_MARTS name a server that runs already and the folder that it serves documents
// from; without them a gateway is started.
import { test, type Page } from '@playwright/test';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RacePage } from '../pages/race-page.ts';
import { made, write, writeRound, type Name } from './marts.ts';
import { Gateway } from './services.ts';

export const ALL: Name[] = ['result', 'laps', 'stints', 'pit_stops', 'pace', 'bests', 'track', 'telemetry'];
export const HALF: Name[] = ['result', 'laps', 'stints'];
export const SEASON = 2031;
export const HOUR = 3_600_000;
// Of one race only, at night: 20:00 local time, which is the next day in UTC.
export const NIGHT = 2025;
export const LAS_VEGAS = Date.UTC(2025, 10, 22, 4);
/** The documents of the first round. */
export const WHOLE = made(6, 20);
export const CHARTS = ['tyres', 'lap-chart', 'team-pace', 'gap', 'trace', 'lap-times', 'driver-pace', 'pit-stops', 'sectors', 'speed-traps', 'telemetry', 'dominance', 'track-map'];

export interface Site {
  url: string;
  /** Where the documents lie. */
  folder: string;
  /** Tells which documents there are of each round. */
  writeIndex(revision: string, documents: Name[][]): void;
  /** A race's page. */
  opened(page: Page, round?: number, query?: string): Promise<RacePage>;
}

/** Serves the documents for the journeys of a file. */
export function serveMadeUp(): Site {
  const site: Site = {
    url: process.env.GRIDCAST_RACE_URL ?? '',
    folder: process.env.GRIDCAST_RACE_MARTS ?? '',
    writeIndex: (revision, documents) => writeIndex(site.folder, revision, documents),
    opened: async (page, round = 1, query = '') => {
      const race = new RacePage(page);
      await race.open(`${site.url}/race/${SEASON}/${round}${query}`);
      return race;
    },
  };
  let gateway: Gateway | undefined;
  test.beforeAll(async () => {
    site.folder ||= mkdtempSync(join(tmpdir(), 'gridcast-marts-'));
    writeAll(site.folder);
    if (!site.url) {
      gateway = await Gateway.start(['--source', 'demo', '--marts', site.folder]);
      site.url = gateway.url;
    }
  });
  test.afterAll(async () => {
    await gateway?.stop();
    if (!process.env.GRIDCAST_RACE_MARTS) rmSync(site.folder, { recursive: true, force: true });
  });
  return site;
}

function writeAll(folder: string) {
    writeRound(folder, SEASON, 1, WHOLE, ALL);
  writeRound(folder, SEASON, 2, WHOLE, HALF);
  writeRound(folder, SEASON, 3, made(1, 20), ALL);
  writeRound(folder, SEASON, 4, made(6, 20, ['HYPERSOFT', 'H']), ALL);
  writeRound(folder, SEASON, 5, WHOLE, ALL);
  const laps = join(folder, `${SEASON}/5/race/laps.json`);
  writeFileSync(laps, readFileSync(laps).subarray(0, 2000));
  writeRound(folder, SEASON, 6, WHOLE, HALF);
  writeIndex(folder, 'made-up', [ALL, HALF, ALL, ALL, ALL, HALF]);
  const event = (round: number, race_ms: number, qualifying_ms: number | null = null) => ({
    round,
    event: `Made-up Grand Prix ${round}`,
    circuit: 'Made-up Park',
    locality: 'Nowhere',
    country: null,
    first_practice_ms: null,
    second_practice_ms: null,
    third_practice_ms: null,
    sprint_qualifying_ms: null,
    sprint_ms: null,
    qualifying_ms,
    race_ms,
    race_date: new Date(race_ms).toISOString().slice(0, 10),
  });
  write(folder, `${SEASON}/schedule`, {
    season: SEASON,
    events: [1, 2, 3, 4, 5, 6].map((n) => event(n, Date.UTC(2031, 5, n, 13))),
  });
  write(folder, `${NIGHT}/schedule`, { season: NIGHT, events: [event(1, LAS_VEGAS, LAS_VEGAS - 24 * HOUR)] });
  const standing = (id: string, name: string, points: number[], places: number[]) => ({
    id,
    name,
    team: name,
    colour: null,
    position: places,
    points,
    wins: [0, 1],
  });
  write(folder, `${SEASON}/standings`, {
    season: SEASON,
    rounds: [1, 2],
    races_left: 1,
    sprints_left: 0,
    drivers: [
      standing('NOR', 'Driver NOR', [25, 50], [1, 1]),
      standing('VER', 'Driver VER', [18, 36], [2, 2]),
      standing('LAW', 'Driver LAW', [0, 10], [3, 3]),
    ],
    constructors: [standing('mclaren', 'McLaren', [25, 50], [1, 1])],
  });
}

/** The index: what there is of each round. */
function writeIndex(folder: string, revision: string, documents: Name[][]) {
  const rounds = documents.map((documents, i) => ({
    round: i + 1,
    event: `Made-up Grand Prix ${i + 1}`,
    circuit: 'Made-up Park',
    sessions: [
      {
        session: 'race',
        start_ms: 1_750_000_000_000 + i,
        state: documents.length === ALL.length ? 'complete' : 'partial',
        simulated: false,
        documents,
      },
    ],
  }));
  write(folder, 'index', { revision, seasons: [{ season: SEASON, documents: ['schedule', 'standings'], rounds }] });
}

/** Puts documents of a single race into a folder: round 1 of 2025, of six drivers and twenty laps. */
export function writeOneRace(folder: string, startMs: number, event: string, circuit: string): void {
  writeRound(folder, 2025, 1, made(6, 20), ALL);
  const session = { session: 'race', start_ms: startMs, state: 'complete', simulated: false, documents: ALL };
  const round = { round: 1, event, circuit, sessions: [session] };
  write(folder, 'index', { revision: 'x', seasons: [{ season: 2025, documents: [], rounds: [round] }] });
}
