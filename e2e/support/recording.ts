// A recorded Grand Prix, read independently of Gridcast's own code: what the page must agree with.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

const data = process.env.GRIDCAST_DATA ?? resolve(import.meta.dirname, '../../../shared/data');

/** Where the 2025 Australian Grand Prix lies. */
export const australia = {
  tele: join(data, 'tele/2025_australia_race.jsonl.zst'),
  laps: join(data, 'laps/2025_australia_race.jsonl'),
  /** Its record of `f1_session`. */
  session: {
    Session: '2025-01-race',
    StartDate: 1_742_097_600_000,
    Kind: 'Race',
    Season: 2025,
    Round: 1,
    Event: 'Australian Grand Prix',
    Circuit: 'Albert Park',
    ScheduledLaps: 57,
  },
};

/** What the official feed told of it. */
const told = (topic: string) => join(data, 'static/2025_australia_race', `${topic}.jsonStream`);

/** Whether it is there at all. */
export const haveAustralia = [australia.tele, australia.laps, told('TimingAppData')].every((file) => existsSync(file));

/** UTC ms at session time 0, by its laps. */
const ZERO_MS = 1_742_094_442_619;

/** The lines of a topic: UTC ms and what was told. */
function linesOf(topic: string): { date: number; said: any }[] {
  const text = readFileSync(told(topic), 'utf8').replace('\ufeff', '').trim();
  return text.split('\n').map((line) => {
    const [hours, minutes, seconds] = line.slice(0, 12).split(':').map(Number);
    return { date: ZERO_MS + Math.round(1000 * (3600 * hours! + 60 * minutes! + seconds!)), said: JSON.parse(line.slice(12)) };
  });
}

/** Records of `f1_timing` with the set that each car had on: the newest that the tyre feed knew by then. */
export function readTyres(): { Driver: string; Date: number; Compound?: string; TyreLife?: number }[] {
  const codes = new Map<string, string>();
  for (const { said } of linesOf('DriverList')) {
    for (const [number, car] of Object.entries<any>(said)) if (car?.Tla) codes.set(number, car.Tla);
  }
  const sets = new Map<string, any[]>();
  return linesOf('TimingAppData').flatMap(({ date, said }) =>
    Object.entries<any>(said.Lines ?? {})
      .filter(([, car]) => car?.Stints)
      .map(([number, car]) => {
        const known = sets.get(number) ?? [];
        // Whole at first, then by index.
        for (const [place, stint] of Object.entries<any>(car.Stints)) {
          known[Number(place)] = { ...known[Number(place)], ...stint };
        }
        sets.set(number, known);
        const newest = known.at(-1);
        return { Driver: codes.get(number)!, Date: date, Compound: newest?.Compound, TyreLife: newest?.TotalLaps };
      }),
  );
}

export interface Lap {
  driver: string;
  lap: number;
  position: number | null;
  /** Milliseconds. */
  time: number | null;
  /** UTC ms at the line; null where the record does not tell. */
  end: number | null;
}

/** The laps, as recorded. */
export function readLaps(): Lap[] {
  return readFileSync(australia.laps, 'utf8')
    .trim()
    .split('\n')
    .map((line) => {
      const r = JSON.parse(line);
      const zero = r.LapStartDate !== null ? r.LapStartDate - r.LapStartTime : null;
      const bySector = zero !== null && r.Sector3SessionTime !== null ? zero + r.Sector3SessionTime : null;
      const byTime = r.LapStartDate !== null && r.LapTime !== null ? r.LapStartDate + r.LapTime : null;
      return { driver: r.Driver, lap: r.LapNumber, position: r.Position, time: r.LapTime, end: bySector ?? byTime };
    });
}

/** A lap's time as boards write it: `1:28.188`. */
export function asTime(ms: number): string {
  return `${Math.floor(ms / 60_000)}:${String(Math.floor(ms / 1000) % 60).padStart(2, '0')}.${String(ms % 1000).padStart(3, '0')}`;
}

/** A car's measured positions: those whose X and Y are whole numbers, and not 0, 0. */
export interface Track {
  dates: number[];
  x: number[];
  y: number[];
  /** Speed at each, km/h. */
  speed: number[];
}

export interface Telemetry {
  tracks: Map<string, Track>;
  /** Records by driver. */
  records: Map<string, number>;
  /** Records with a gear that no car has. */
  wrongGears: number;
}

/** Reads all telemetry, as a stream. */
export async function readTelemetry(): Promise<Telemetry> {
  const tracks = new Map<string, Track>();
  const records = new Map<string, number>();
  let wrongGears = 0;
  const zstd = spawn('zstd', ['-dc', '--long=27', australia.tele], { stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface({ input: zstd.stdout })) {
    const r = JSON.parse(line);
    records.set(r.Driver, (records.get(r.Driver) ?? 0) + 1);
    if (8 < r.nGear) wrongGears++;
    if (r.X === 0 && r.Y === 0) continue;
    if (!Number.isInteger(r.X) || !Number.isInteger(r.Y)) continue;
    let track = tracks.get(r.Driver);
    if (!track) tracks.set(r.Driver, (track = { dates: [], x: [], y: [], speed: [] }));
    if (r.Date <= (track.dates.at(-1) ?? 0)) continue;
    track.dates.push(r.Date);
    track.x.push(r.X);
    track.y.push(r.Y);
    track.speed.push(r.Speed);
  }
  return { tracks, records, wrongGears };
}

/** How far a drawn place (0.1 m) is from where the recording has the car at a date, and from its path, metres. */
export function deviation(track: Track, date: number, x: number, y: number): Deviation | null {
  const { dates } = track;
  if (date < dates[0]! || dates.at(-1)! < date) return null;
  let low = 0;
  let high = dates.length - 1;
  while (low + 1 < high) {
    const middle = (low + high) >> 1;
    if (dates[middle]! <= date) low = middle;
    else high = middle;
  }
  const span = dates[high]! - dates[low]!;
  if (1000 < span) return null;
  const share = (date - dates[low]!) / span;
  const there = {
    x: track.x[low]! + share * (track.x[high]! - track.x[low]!),
    y: track.y[low]! + share * (track.y[high]! - track.y[low]!),
  };
  let path = Infinity;
  for (let i = Math.max(0, low - 4); i < Math.min(dates.length - 1, high + 4); i++) {
    path = Math.min(path, toSegment(x, y, track.x[i]!, track.y[i]!, track.x[i + 1]!, track.y[i + 1]!));
  }
  return {
    place: Math.hypot(x - there.x, y - there.y) / 10,
    path: path / 10,
    speed: track.speed[low]!,
  };
}

export interface Deviation {
  /** From the place at that very date. */
  place: number;
  /** From the path driven within a second of it. */
  path: number;
  /** The car's speed then, km/h. */
  speed: number;
}

function toSegment(x: number, y: number, ax: number, ay: number, bx: number, by: number): number {
  const length = (bx - ax) ** 2 + (by - ay) ** 2;
  const share = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length));
  return Math.hypot(x - ax - share * (bx - ax), y - ay - share * (by - ay));
}

/** The value below which a share of the values lies. */
export function quantile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
}
