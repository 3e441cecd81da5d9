// Mart documents of races that nobody drove: small, complete, and computed here without the page's code, so that the
// journeys can compare what the page says with what was written.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A lap of a made-up race. */
export interface MadeLap {
  driver: number;
  lap: number;
  time: number;
  position: number;
  gap: number;
  end: number;
  compound: string;
  life: number;
  stint: number;
  pitIn: boolean;
  pitOut: boolean;
  status: string;
}

/** What a made-up race is made of. */
export interface Made {
  laps: MadeLap[];
  codes: string[];
  stop: (driver: number) => number;
  nLaps: number;
}

const CODES = ['NOR', 'PIA', 'VER', 'LAW', 'RUS', 'ANT'];
const TEAMS = ['McLaren', 'Red Bull Racing', 'Mercedes'];

/** The one penalty of a made-up race, in a lap that is nobody's stop. */
export const PENALTY = { driver: 1, lap: 7, kind: 'time', seconds: 5, reason: 'SPEEDING IN THE PIT LANE', served: null };

/** Lap times by arithmetic alone: each driver has a pace, each lap a trifle, each stop costs 20 s. */
export function made(nDrivers: number, nLaps: number, compounds: [string, string] = ['M', 'H']): Made {
  const stop = (driver: number) => 8 + driver;
  const ends = Array.from({ length: nDrivers }, () => 0);
  const laps: MadeLap[] = [];
  for (let lap = 1; lap <= nLaps; lap++) {
    for (let driver = 0; driver < nDrivers; driver++) {
      const pitIn = lap === stop(driver);
      const pitOut = lap === stop(driver) + 1;
      const trifle = (lap * 37 + driver * 101) % 211;
      const time = 90_000 + driver * 300 + trifle + (pitOut ? 20_000 : 0) + (lap === 1 ? 4_000 : 0);
      ends[driver] = ends[driver]! + time;
      const first = lap <= stop(driver);
      laps.push({
        driver,
        lap,
        time,
        position: 0,
        gap: 0,
        end: ends[driver]!,
        compound: first ? compounds[0] : compounds[1],
        life: first ? lap : lap - stop(driver),
        stint: first ? 1 : 2,
        pitIn,
        pitOut,
        status: 3 <= lap && lap <= 5 ? '14' : '1',
      });
    }
    const now = laps.filter((one) => one.lap === lap).sort((a, b) => a.end - b.end);
    now.forEach((one, i) => {
      one.position = i + 1;
      one.gap = one.end - now[0]!.end;
    });
  }
  laps.sort((a, b) => a.driver - b.driver || a.lap - b.lap);
  return { laps, codes: CODES.slice(0, nDrivers), stop, nLaps };
}

/** Whether a lap counts for green-flag pace. */
export const isGreen = (lap: MadeLap) => lap.status === '1' && !lap.pitIn && !lap.pitOut && lap.lap !== 1;

/** Which documents of a round are written. */
export type Name = 'result' | 'laps' | 'stints' | 'pit_stops' | 'pace' | 'bests' | 'track' | 'telemetry';

/** Writes the documents of one round. */
export function writeRound(folder: string, season: number, round: number, race: Made, names: Name[]): void {
  const put = (name: string, document: object) => write(folder, `${season}/${round}/race/${name}`, document);
  const { laps, codes } = race;
  const nTeams = Math.ceil(codes.length / 2);
  const best = (driver: number) =>
    laps.filter((lap) => lap.driver === driver).reduce((a, b) => (b.time < a.time ? b : a));
  const order = laps.filter((lap) => lap.lap === race.nLaps).sort((a, b) => a.position - b.position);
  const column = <T>(of: (lap: MadeLap) => T) => laps.map(of);
  const all: Record<Name, () => object> = {
    result: () => ({
      season,
      round,
      session: 'race',
      event: `Made-up Grand Prix ${round}`,
      circuit: 'Made-up Park',
      locality: 'Nowhere',
      country: null,
      start_ms: 1_750_000_000_000,
      simulated: false,
      laps: race.nLaps,
      scheduled_laps: race.nLaps,
      teams: TEAMS.slice(0, nTeams).map((name) => ({ name, colour: null })),
      drivers: codes.map((code, i) => ({ code, number: 10 + i, name: `Driver ${code}`, team: Math.floor(i / 2) })),
      results: order.map((lap, i) => ({
        driver: lap.driver,
        position: i + 1,
        official_position: i + 1,
        grid: codes.length - i,
        outcome: 'finished',
        official_status: 'Finished',
        laps: race.nLaps,
        time: lap.end,
        gap: i === 0 ? null : lap.gap,
        laps_behind: null,
        stops: 1,
        best_lap_time: best(lap.driver).time,
        best_lap: best(lap.driver).lap,
        points: [25, 18, 15, 12, 10, 8][i] ?? 0,
      })),
      periods: [{ kind: 'safety_car', first_lap: 3, last_lap: 5 }],
      penalties: [PENALTY],
      differences: [],
      changes: [],
    }),
    laps: () => ({
      driver: column((l) => l.driver),
      lap: column((l) => l.lap),
      position: column((l) => l.position),
      time: column((l) => l.time),
      sector1: column((l) => Math.floor(l.time / 3)),
      sector2: column((l) => Math.floor(l.time / 3)),
      sector3: column((l) => l.time - 2 * Math.floor(l.time / 3)),
      end: column((l) => l.end),
      gap: column((l) => l.gap),
      interval: column(() => null),
      compound: column((l) => l.compound),
      tyre_life: column((l) => l.life),
      fresh: column(() => true),
      stint: column((l) => l.stint),
      pit_in: column((l) => l.pitIn),
      pit_out: column((l) => l.pitOut),
      stop: column((l) => l.pitIn),
      deleted: column(() => false),
      track_status: column((l) => l.status),
      counts: column((l) => (isGreen(l) ? 0b111 : 1)),
      speed_i1: column(() => 280),
      speed_i2: column(() => 290),
      speed_fl: column(() => 300),
      speed_st: column((l) => 310 + l.driver),
    }),
    stints: () => ({
      stints: codes.flatMap((_, driver) =>
        [1, 2].map((stint) => {
          const own = laps.filter((lap) => lap.driver === driver && lap.stint === stint);
          return {
            driver,
            stint,
            first_lap: own[0]!.lap,
            last_lap: own.at(-1)!.lap,
            compound: own[0]!.compound,
            fresh: true,
            age_at_start: 0,
          };
        }),
      ),
    }),
    pit_stops: () => ({
      stops: codes.map((_, driver) => ({
        driver,
        stop: 1,
        lap: race.stop(driver),
        entered: null,
        lane: 22_000,
        official: null,
        lost: 20_000,
        compounds: [laps[0]!.compound, laps.at(-1)!.compound],
        under: null,
      })),
    }),
    pace: () => ({
      filters: (['all', 'green', 'dry', 'wet'] as const).map((filter) => {
        const counted = filter === 'wet' ? [] : laps.filter((lap) => filter === 'all' || isGreen(lap));
        const by = (of: (driver: number) => number, n: number) =>
          Array.from({ length: n }, (_, i) => boxOf(i, counted.filter((lap) => of(lap.driver) === i)))
            .filter((box) => 0 < box.n)
            .sort((a, b) => a.median - b.median);
        return { filter, teams: by((driver) => Math.floor(driver / 2), nTeams), drivers: by((driver) => driver, codes.length) };
      }),
    }),
    bests: () => ({
      sectors: codes.map((_, driver) => {
        const { time, lap } = best(driver);
        const third = Math.floor(time / 3);
        const sectors = [third, third, time - 2 * third].map((t) => [t, lap]);
        return { driver, sectors, ideal: time, best: [time, lap] };
      }),
      speeds: codes.map((_, driver) => ({ driver, i1: [280, 2], i2: [290, 2], fl: [300, 2], st: [310 + driver, 2] })),
    }),
    track: () => ({ outline: circle(500), length_m: 5000, corners: [] }),
    telemetry: () => {
      const there = laps.filter((lap) => lap.driver < 2 && 2 <= lap.lap && lap.lap <= 12);
      for (const { driver, lap } of there) put(`telemetry/${codes[driver]!}-${lap}`, lapOf(codes[driver]!, lap));
      return { driver: there.map((one) => one.driver), lap: there.map((one) => one.lap) };
    },
  };
  for (const name of names) put(name, all[name]());
}

function circle(n: number): [number, number][] {
  return Array.from({ length: n }, (_, i) => {
    const turn = (i / n) * 2 * Math.PI;
    return [Math.round(8000 * Math.cos(turn)), Math.round(8000 * Math.sin(turn))];
  });
}

function lapOf(code: string, lap: number): object {
  const rows = Array.from({ length: 500 }, (_, i) => i);
  const outline = circle(500);
  return {
    code,
    lap,
    start: 94_000,
    step_m: 10,
    time: rows.map((i) => i * 180),
    speed: rows.map((i) => 150 + Math.round(100 * Math.abs(Math.sin(i / 40)))),
    throttle: rows.map((i) => (i % 50 < 35 ? 100 : 0)),
    brake: rows.map((i) => (i % 50 < 40 ? 0 : 1)),
    gear: rows.map((i) => 3 + (i % 5)),
    drs: rows.map(() => 0),
    x: outline.map((at) => at[0]),
    y: outline.map((at) => at[1]),
  };
}

/** Writes a document with its version. */
export function write(folder: string, name: string, document: object): void {
  const path = join(folder, `${name}.json`);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, JSON.stringify({ version: 1, ...document }));
}

/** A quantile by linear interpolation between order statistics (type 7). */
export function quantile(values: number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * p;
  const below = sorted[Math.floor(at)] ?? 0;
  return below + ((sorted[Math.ceil(at)] ?? 0) - below) * (at - Math.floor(at));
}

/** The middle one, or between the two in the middle. */
export const median = (values: number[]) => quantile(values, 0.5);

function boxOf(of: number, laps: MadeLap[]) {
  const times = laps.map((lap) => lap.time);
  const [q1, median, q3] = [0.25, 0.5, 0.75].map((p) => quantile(times, p)) as [number, number, number];
  const reach = 1.5 * (q3 - q1);
  return {
    of,
    n: times.length,
    whisker_low: Math.min(...times.filter((time) => q1 - reach <= time), q1),
    q1,
    median,
    q3,
    whisker_high: Math.max(...times.filter((time) => time <= q3 + reach), q3),
  };
}
