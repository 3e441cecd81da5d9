// The services a journey needs, each a real one on a free port: Kafka, the gateway, the producer.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePortPair } from './ports.ts';
import { Running, required } from './process.ts';

/** A Kafka node of its own, that can be killed and started again on the same data and port. */
export class Kafka {
  #running?: Running;
  private constructor(
    readonly port: number,
    readonly dir: string,
  ) {}

  static async start(): Promise<Kafka> {
    const kafka = new Kafka(await freePortPair(), mkdtempSync(join(tmpdir(), 'gridcast-kafka-')));
    await kafka.resume();
    return kafka;
  }

  get brokers(): string {
    return `127.0.0.1:${this.port}`;
  }

  async resume(): Promise<void> {
    this.#running = new Running('kafka', required('GRIDCAST_XTASK_PROGRAM'), [
      'kafka',
      '--port',
      String(this.port),
      '--dir',
      this.dir,
    ]);
    await this.#running.line(/kafka ready at /);
  }

  async stop(): Promise<void> {
    await this.#running?.stop('SIGTERM');
  }

  async dispose(): Promise<void> {
    await this.stop();
    rmSync(this.dir, { recursive: true, force: true });
  }
}

/** A gateway. */
export class Gateway {
  private constructor(
    readonly url: string,
    readonly running: Running,
    readonly args: string[],
  ) {}

  static async start(args: string[], port = 0): Promise<Gateway> {
    const program = required('GRIDCAST_GATEWAY_PROGRAM');
    const all = ['--site', required('GRIDCAST_SITE'), '--port', String(port), ...args];
    const running = new Running('gateway', program, all, { GRIDCAST_KAFKA: '' });
    const match = await running.line(/Gridcast is on (http:\/\/\S+)/);
    return new Gateway(match[1]!, running, args);
  }

  /** Kills it and starts another on the same port. */
  async replaceAfterKill(): Promise<Gateway> {
    await this.running.stop('SIGKILL');
    return Gateway.start(this.args, Number(new URL(this.url).port));
  }

  async stop(): Promise<void> {
    await this.running.stop();
  }

  /** The race as it has it: what must be equal whoever restarted meanwhile. */
  async race(): Promise<Race> {
    const live: any = await (await fetch(`${this.url}/api/live`)).json();
    const counted = (await this.counts('gridcast_samples_total')).map(({ labels, value }) => [labels.driver, value]);
    // An event bears the time of the frame in which it was noticed, and frames fall as records arrive.
    const events = live.events.map(({ dateMs, ...event }: { dateMs: number }) => event);
    return { digest: live.digest, events, samples: Object.fromEntries(counted) };
  }

  /** A counter of /metrics by its labels: `sum('gridcast_rules_total', { rule: 'gear_held' })`. */
  async sum(name: string, labels: Record<string, string> = {}): Promise<number> {
    const wanted = Object.entries(labels);
    const counts = await this.counts(name);
    const fitting = counts.filter((count) => wanted.every(([key, value]) => count.labels[key] === value));
    return fitting.reduce((sum, { value }) => sum + value, 0);
  }

  /** All that a name of /metrics counts. */
  async counts(name: string): Promise<{ labels: Record<string, string>; value: number }[]> {
    const text = await (await fetch(`${this.url}/metrics`)).text();
    return text.split('\n').flatMap((line) => {
      const match = line.match(/^(\w+)(?:\{(.*)\})? (\S+)/);
      if (match?.[1] !== name) return [];
      const labels = [...(match[2] ?? '').matchAll(/(\w+)="([^"]*)"/g)].map((found) => [found[1], found[2]]);
      return [{ labels: Object.fromEntries(labels), value: Number(match[3]) }];
    });
  }
}

/** A race as a gateway has it. */
export interface Race {
  /** Fingerprint of the board. */
  digest: string;
  /** The newest, oldest first, without their times. */
  events: object[];
  /** Samples taken, by driver. */
  samples: Record<string, number>;
}

/** A producer that replays a recording. */
export function replay(brokers: string, args: string[]): Running {
  const program = required('GRIDCAST_PRODUCER_PROGRAM');
  return new Running('producer', program, ['replay', '--brokers', brokers, ...args]);
}

/** Runs the warehouse to its end. */
export async function warehouse(args: string[]): Promise<void> {
  const running = new Running('warehouse', required('GRIDCAST_WAREHOUSE_PROGRAM'), args);
  if ((await running.exit()) !== 0) throw new Error(`warehouse ${args.join(' ')}: ${running.tail()}`);
}
