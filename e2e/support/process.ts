// Child processes that are awaited by what they print, never by time.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** What `cargo xtask` tells by an environment variable: where a program or the site is. */
export function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; run the journeys by \`cargo xtask test --only e2e\``);
  return value;
}

/** A running program whose lines are kept for the error message. */
export class Running {
  readonly lines: string[] = [];
  readonly #watchers = new Set<() => void>();
  readonly #child: ChildProcess;
  readonly #ended: Promise<number | null>;
  #exited = false;

  constructor(
    readonly name: string,
    program: string,
    args: string[],
    env: Record<string, string> = {},
    /** Whether it listens to what is said on its standard input. */
    listens = false,
  ) {
    this.#child = spawn(program, args, {
      env: { ...process.env, ...env },
      stdio: [listens ? 'pipe' : 'ignore', 'pipe', 'pipe'],
    });
    this.#ended = new Promise((resolve, reject) => {
      this.#child.once('error', reject);
      this.#child.once('close', (code) => {
        this.#exited = true;
        this.#wake();
        resolve(code);
      });
    });
    this.#ended.catch(() => {});
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      createInterface({ input: stream! }).on('line', (line) => {
        this.lines.push(line);
        this.#wake();
      });
    }
  }

  #wake() {
    for (const watcher of this.#watchers) watcher();
  }

  /** The first line, past or to come, that matches. Rejects when the program ends without it. */
  async line(pattern: RegExp): Promise<RegExpMatchArray> {
    let seen = 0;
    for (;;) {
      for (; seen < this.lines.length; seen++) {
        const match = this.lines[seen]!.match(pattern);
        if (match) return match;
      }
      if (this.#exited) throw new Error(`${this.name} ended without ${pattern}:\n${this.tail()}`);
      await new Promise<void>((resolve) => {
        const watcher = () => {
          this.#watchers.delete(watcher);
          resolve();
        };
        this.#watchers.add(watcher);
      });
    }
  }

  /** Says a line to it. */
  say(line: string): void {
    this.#child.stdin!.write(`${line}\n`);
  }

  get hasEnded(): boolean {
    return this.#exited;
  }

  /** Its exit code, when it has ended. */
  async exit(): Promise<number | null> {
    return this.#ended;
  }

  /** Ends it: SIGTERM asks, SIGKILL does not. */
  async stop(signal: 'SIGTERM' | 'SIGKILL' | 'SIGINT' = 'SIGTERM'): Promise<void> {
    if (this.#exited) return;
    const closed = once(this.#child, 'close');
    this.#child.kill(signal);
    await closed;
  }

  /** Its last lines. */
  tail(n = 30): string {
    return this.lines.slice(-n).join('\n');
  }
}
