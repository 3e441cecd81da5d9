// A page of any browser: what a driver must do, and what follows from that alone.

/** What a driver does. Functions run in the page; what they are given and return is JSON. */
export interface Driver {
  goto(url: string): Promise<void>;
  /** What a function comes to, or the promise that it returns. */
  evaluate<A extends unknown[], R>(run: (...given: A) => R | Promise<R>, ...given: A): Promise<R>;
  /** Clicks the middle of the first element of a CSS selector, as a pointer does. */
  click(selector: string): Promise<void>;
  /** Presses and releases a key, named as `KeyboardEvent.key`. */
  press(key: Key): Promise<void>;
  /** Sets the size of the page's window, CSS pixels. */
  resize(width: number, height: number): Promise<void>;
  /** A picture of what is seen, as PNG. */
  picture(): Promise<Buffer>;
  /** Closes the page and what it ran in. */
  close(): Promise<void>;
}

/** A key that journeys press. */
export type Key = 'ArrowDown' | 'ArrowUp' | 'Enter' | 'Escape' | 'Tab' | 't';

/** How long a condition is waited for, unless said otherwise, ms. */
const PATIENCE_MS = 30_000;

/** A page that is driven. */
export class DrivenPage {
  constructor(readonly driver: Driver) {}

  async goto(url: string): Promise<void> {
    await this.driver.goto(url);
  }

  async evaluate<A extends unknown[], R>(run: (...given: A) => R | Promise<R>, ...given: A): Promise<R> {
    return this.driver.evaluate(run, ...given);
  }

  async click(selector: string): Promise<void> {
    await this.until((selector) => document.querySelector(selector) !== null, selector);
    await this.driver.click(selector);
  }

  async press(...keys: Key[]): Promise<void> {
    for (const key of keys) await this.driver.press(key);
  }

  async resize(width: number, height: number): Promise<void> {
    await this.driver.resize(width, height);
  }

  /** Waits until a function of the page returns something, looked at again with each frame; returns that. */
  async until<A extends unknown[], R>(what: (...given: A) => R | null | false, ...given: A): Promise<R> {
    const seen = await this.driver.evaluate(
      (source: string, given: unknown[], patience: number) =>
        new Promise<{ found: unknown } | { error: string }>((done) => {
          const what = new Function(`return (${source})`)() as (...given: unknown[]) => unknown;
          const deadline = performance.now() + patience;
          const look = () => {
            let error = 'not seen';
            try {
              const found = what(...given);
              if (found !== null && found !== false && found !== undefined) return done({ found });
            } catch (thrown) {
              // What is looked at may not be there yet.
              error = String(thrown);
            }
            if (deadline < performance.now()) done({ error });
            else requestAnimationFrame(look);
          };
          look();
        }),
      what.toString(),
      given as unknown[],
      PATIENCE_MS,
    );
    if ('error' in seen) throw new Error(`${seen.error} within ${PATIENCE_MS} ms: ${what}, given ${JSON.stringify(given)}`);
    return seen.found as R;
  }
}
