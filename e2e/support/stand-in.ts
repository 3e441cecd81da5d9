// The server that stands in for the official service: the archive's files, and the live timing's hub.
import { resolve } from 'node:path';
import { existsSync } from 'node:fs';
import { Running, required } from './process.ts';

const data = process.env.GRIDCAST_DATA ?? resolve(import.meta.dirname, '../../../shared/data');

/** Where a recorded session of the official timing lies, and whether it is there. */
export function recorded(path: string): { path: string; isThere: boolean } {
  const whole = resolve(data, path);
  return { path: whole, isThere: existsSync(whole) };
}

/** A running one. It obeys words: freeze, thaw, cut, revoke. */
export class StandIn {
  private constructor(
    readonly hub: string,
    readonly archive: string,
    private readonly running: Running,
  ) {}

  static async start(args: string[]): Promise<StandIn> {
    const running = new Running('stand-in', required('GRIDCAST_STAND_IN_PROGRAM'), args, {}, true);
    const archive = await running.line(/^archive (\S+)/);
    const hub = await running.line(/^hub (\S+)/);
    return new StandIn(hub[1]!, archive[1]!, running);
  }

  say(word: 'freeze' | 'thaw' | 'cut' | 'revoke'): void {
    this.running.say(word);
  }

  /** When each message with samples had been sent: the stamp of its newest sample, and UTC ms. Once. */
  async sent(): Promise<[newest: number, at: number][]> {
    this.running.say('sent');
    await this.running.line(/^\.$/);
    const lines = this.running.lines.map((line) => line.match(/^(\d+) ([\d.]+)$/)).filter((match) => match !== null);
    return lines.map((match) => [Number(match[1]), Number(match[2])]);
  }

  async stop(): Promise<void> {
    await this.running.stop();
  }
}

/** A producer that listens to a hub and publishes; with a subscriber's token where there is one. */
export function listen(hub: string, args: string[], token?: string): Running {
  const env: Record<string, string> = token ? { GRIDCAST_F1_TOKEN: token } : {};
  return new Running('producer', required('GRIDCAST_PRODUCER_PROGRAM'), ['live', '--hub', hub, ...args], env);
}
