// A page of any browser: what a driver must do, and what follows from that alone.

/** What a driver does. */
export interface Driver {
  goto(url: string): Promise<void>;
  /** What an expression of the page's script comes to, or the promise that it is; it must be JSON. */
  evaluate(expression: string): Promise<any>;
  /** Clicks the middle of the first element of a CSS selector, as a pointer does. */
  click(selector: string): Promise<void>;
  /** Presses and releases a key, named as `KeyboardEvent.key`. */
  press(key: Key): Promise<void>;
  /** Turns the wheel over a place of the window, CSS pixels; not there in every driver. */
  wheel?(x: number, y: number, by: number): Promise<void>;
  /** Sets the size of the page's window, CSS pixels. */
  resize(width: number, height: number): Promise<void>;
  /** A picture of what is seen, as PNG. */
  picture(): Promise<Buffer>;
  /** Closes the page and what it ran in. */
  close(): Promise<void>;
}

/** A key that journeys press. */
export type Key = 'ArrowDown' | 'ArrowUp' | 'Enter' | 'Escape' | 'Tab' | 'k' | 'l' | 't';

/** How long a condition is waited for, unless said otherwise, ms. */
const PATIENCE_MS = 30_000;

/** A page that is driven. Functions run in the page; what they are given and return is JSON. */
export class DrivenPage {
  constructor(readonly driver: Driver) {}

  async goto(url: string): Promise<void> {
    await this.driver.goto(url);
  }

  async evaluate<A extends unknown[], R>(run: (...given: A) => R | Promise<R>, ...given: A): Promise<R> {
    return this.driver.evaluate(call(run, given));
  }

  async click(selector: string): Promise<void> {
    await this.until((selector) => document.querySelector(selector) !== null, selector);
    await this.driver.click(selector);
  }

  async press(...keys: Key[]): Promise<void> {
    for (const key of keys) await this.driver.press(key);
  }

  async wheel(x: number, y: number, by: number): Promise<void> {
    await this.driver.wheel!(x, y, by);
  }

  async resize(width: number, height: number): Promise<void> {
    await this.driver.resize(width, height);
  }

  /** Waits until a function of the page returns something, looked at again with each frame; returns that. */
  async until<A extends unknown[], R>(what: (...given: A) => R | null | false, ...given: A): Promise<R> {
    const seen = await this.driver.evaluate(`(${lookUntil})(() => ${call(what, given)}, ${PATIENCE_MS})`);
    if ('error' in seen) throw new Error(`${seen.error} within ${PATIENCE_MS} ms: ${call(what, given)}`);
    return seen.found;
  }
}

/** The call of a function in the page, as an expression: a page's policy forbids to make one there from text. */
function call(run: Function, given: unknown[]): string {
  return `(${run})(...${JSON.stringify(given)})`;
}

/** In the page: looks with each frame until something is seen, or for so long, ms. */
function lookUntil(what: () => unknown, patience: number): Promise<{ found: unknown } | { error: string }> {
  return new Promise((done) => {
    const deadline = performance.now() + patience;
    const look = () => {
      let error = 'not seen';
      try {
        const found = what();
        if (found !== null && found !== false && found !== undefined) return done({ found });
      } catch (thrown) {
        // What is looked at may not be there yet.
        error = String(thrown);
      }
      if (deadline < performance.now()) done({ error });
      else requestAnimationFrame(look);
    };
    look();
  });
}
