// Recorded sessions and results as their sources have them: a server on loopback with the layout of the official
// archive and the paths of the season API. It shares no code with what reads them.
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';

const data = process.env.GRIDCAST_DATA ?? resolve(import.meta.dirname, '../../../shared/data');

/** Whether there are recordings at all. */
export const haveRecordings = existsSync(join(data, 'static')) && existsSync(join(data, 'jolpica'));

/** A session that was recorded: `{season}/{round}/{name}` as `backfill` has it, and the folder of its topics. */
export interface Recorded {
  season: number;
  round: number;
  name: 'FP1' | 'FP2' | 'SQ' | 'S' | 'Q' | 'R';
  folder: string;
  /** What is said of it otherwise than in the recording: text of its SessionInfo, and what stands there instead. */
  told?: [string, string];
}

const LISTED = {
  FP1: { Type: 'Practice', Name: 'Practice 1', Number: 1 },
  FP2: { Type: 'Practice', Name: 'Practice 2', Number: 2 },
  SQ: { Type: 'Qualifying', Name: 'Sprint Qualifying', Number: -1 },
  S: { Type: 'Race', Name: 'Sprint', Number: -1 },
  Q: { Type: 'Qualifying', Name: 'Qualifying', Number: null },
  R: { Type: 'Race', Name: 'Race', Number: null },
};

/** The topics of a session by their names, as text. */
export function topicsOf(folder: string): Map<string, string> {
  const topics = new Map<string, string>();
  for (const file of readdirSync(join(data, 'static', folder))) {
    const name = file.match(/^(.+)\.jsonStream(\.zst)?$/);
    if (!name) continue;
    const path = join(data, 'static', folder, file);
    const text = name[2] ? execFileSync('zstd', ['-dcq', '--long=27', path], { maxBuffer: 1 << 28 }) : readFileSync(path);
    topics.set(name[1]!, text.toString('utf8'));
  }
  return topics;
}

/** An answer of the season API, as recorded. */
export function answer(file: string): any {
  return JSON.parse(readFileSync(join(data, 'jolpica', file), 'utf8'));
}

/** The answer that has these races. */
export function answerOf(races: object[]): object {
  return { MRData: { limit: '100', offset: '0', total: String(races.length), RaceTable: { Races: races } } };
}

/** A running server. */
export class Officials {
  private constructor(
    readonly url: string,
    private readonly server: Server,
    /** Answers of the season API by path: `2025/6/sprint`. What is not here is answered with no rows. */
    readonly answers: Map<string, object>,
  ) {}

  static async start(sessions: Recorded[], answers: Record<string, object>): Promise<Officials> {
    const files = archiveOf(sessions);
    const known = new Map(Object.entries(answers));
    const server = createServer((request, response) => {
      const path = new URL(request.url!, 'http://loopback').pathname.slice(1);
      if (path.startsWith('f1/')) {
        const found = known.get(path.slice('f1/'.length).replace(/\.json$/, ''));
        response.end(JSON.stringify(found ?? { MRData: { limit: '100', offset: '0', total: '0' } }));
      } else {
        const file = files.get(path);
        response.statusCode = file === undefined ? 404 : 200;
        response.end(file ?? 'no such file');
      }
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Officials(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, server, known);
  }

  /** How `gridcast-warehouse` finds both. */
  get words(): string[] {
    return ['--base-url', `${this.url}/f1`, '--requests-per-second', '1000'];
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

function archiveOf(sessions: Recorded[]): Map<string, string> {
  const files = new Map<string, string>();
  const mark = '\ufeff';
  for (const season of new Set(sessions.map((session) => session.season))) {
    const own = sessions.filter((session) => session.season === season);
    const last = Math.max(...own.map((session) => session.round));
    const meetings = Array.from({ length: last }, (_, i) => {
      const held = own.filter((session) => session.round === i + 1);
      const listed = held.map((session) => ({ ...LISTED[session.name], StartDate: '', Path: pathOf(session) }));
      // A round is counted by its race, of which nothing is kept here.
      const race = { ...LISTED.R, StartDate: '', Path: `${season}/${i + 1}/race/` };
      return { Name: `Round ${i + 1}`, Sessions: held.some(({ name }) => name === 'R') ? listed : [...listed, race] };
    });
    files.set(`${season}/Index.json`, mark + JSON.stringify({ Year: season, Meetings: meetings }));
  }
  for (const session of sessions) {
    const topics = topicsOf(session.folder);
    const info = topics.get('SessionInfo');
    if (session.told && info) topics.set('SessionInfo', info.replace(...session.told));
    const feeds = [...topics.keys()].map((topic) => [topic, { StreamPath: `${topic}.jsonStream` }]);
    files.set(`${pathOf(session)}Index.json`, mark + JSON.stringify({ Feeds: Object.fromEntries(feeds) }));
    for (const [topic, text] of topics) files.set(`${pathOf(session)}${topic}.jsonStream`, text);
  }
  return files;
}

function pathOf(session: Recorded): string {
  return `${session.season}/${session.round}/${session.name}/`;
}
