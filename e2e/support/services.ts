// The services a journey needs, each a real one on a free port: Kafka, the gateway, the producer.
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Running } from './process.ts';

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; run the journeys by \`cargo xtask test --only e2e\``);
  return value;
}

/** Two neighbouring ports that nobody listens on: Kafka's clients take the first, its controller the second. */
async function freePortPair(): Promise<number> {
  for (;;) {
    const first = createServer();
    const port = await listen(first, 0);
    const second = createServer();
    const hasNext = await listen(second, port + 1).then(
      () => true,
      () => false,
    );
    await Promise.all([first, ...(hasNext ? [second] : [])].map((s) => new Promise((done) => s.close(done))));
    if (hasNext) return port;
  }
}

async function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

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

  /** A counter of /metrics by its labels: `sum('gridcast_rules_total', { rule: 'gear_held' })`. */
  async sum(name: string, labels: Record<string, string> = {}): Promise<number> {
    const text = await (await fetch(`${this.url}/metrics`)).text();
    let sum = 0;
    for (const line of text.split('\n')) {
      const match = line.match(/^(\w+)(?:\{(.*)\})? (\S+)/);
      if (match?.[1] !== name) continue;
      const own = Object.fromEntries(
        [...(match[2] ?? '').matchAll(/(\w+)="([^"]*)"/g)].map((m) => [m[1], m[2]]),
      );
      if (Object.entries(labels).every(([key, value]) => own[key] === value)) sum += Number(match[3]);
    }
    return sum;
  }
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
