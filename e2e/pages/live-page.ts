// The live page, as a journey sees it: what it shows, and what it says it has drawn.
import { expect, type Locator, type Page } from '@playwright/test';

/** A driver in `window.gridcast.inspect()`. */
export interface InspectedDriver {
  code: string;
  x: number;
  y: number;
  speed_kmh: number;
  quality: 'absent' | 'measured' | 'estimated' | 'stale';
  position: number;
  gap_ms: number | null;
  gap_laps: number | null;
  interval_ms: number | null;
  interval_laps: number | null;
  lap: number;
  last_lap_ms: number;
  status: string;
  samples: number;
}

/** What `window.gridcast.inspect()` tells. */
export interface Inspection {
  source_time_ms: number | null;
  digest: string | null;
  lap: number;
  drivers: InspectedDriver[];
  frames_painted: number;
  work_ms_p95: number;
  connection: string;
}

/** A driver's row of the board, as its cells say it. */
export interface BoardRow {
  /** Source time that the page showed then, UTC ms. */
  t: number;
  position: string;
  gap: string;
  last: string;
}

/** What the recorder below noted. */
export interface Noted {
  /** Every change of a driver's row. */
  rows: Record<string, BoardRow[]>;
  /** Places as painted, about five times a second. */
  places: { t: number; cars: [code: string, x: number, y: number, quality: string, status: string][] }[];
}

export class LivePage {
  constructor(readonly page: Page) {}

  async open(url: string): Promise<void> {
    await this.page.goto(url);
    await this.page.waitForFunction(() => 'gridcast' in window);
  }

  /** Opens the page, and waits until it draws most cars as measured. */
  async openMeasured(url: string): Promise<this> {
    await this.open(url);
    await this.untilMeasured();
    return this;
  }

  /** Waits until most cars are drawn as measured. */
  untilMeasured(): Promise<void> {
    return this.until((seen) => 15 <= seen.drivers.filter((driver) => driver.quality === 'measured').length);
  }

  async inspect(): Promise<Inspection> {
    return JSON.parse(await this.page.evaluate(() => (window as any).gridcast.inspect()));
  }

  /** Waits until the page itself says so; it is asked again with a painted frame, ten times a second at most. */
  async until(what: (inspection: Inspection) => boolean, timeout = 60_000): Promise<void> {
    const deadline = Date.now() + timeout;
    for (;;) {
      const seen = await this.page.evaluate(
        () =>
          new Promise<string>((resolve) => {
            setTimeout(() => requestAnimationFrame(() => resolve((window as any).gridcast.inspect())), 100);
          }),
      );
      if (what(JSON.parse(seen))) return;
      if (deadline < Date.now()) throw new Error(`not within ${timeout} ms: ${what}\nlast seen: ${seen}`);
    }
  }

  /** Begins to note, in the page and with each animation frame, what the page shows. */
  async record(): Promise<void> {
    await this.page.evaluate(() => {
      const noted: Noted = { rows: {}, places: [] };
      (window as any).noted = noted;
      let lastPlaces = 0;
      const step = (now: number) => {
        requestAnimationFrame(step);
        const seen: Inspection = JSON.parse((window as any).gridcast.inspect());
        const t = seen.source_time_ms;
        if (t === null) return;
        for (const row of document.querySelectorAll('#board .row:not(.head)')) {
          const cell = (name: string) => row.querySelector(name)?.textContent?.trim() ?? '';
          const rows = (noted.rows[cell('.who b')] ??= []);
          const [position, gap, time] = [cell('.pos'), cell('.gap'), cell('.last')];
          const last = rows.at(-1);
          const same = last && last.position === position && last.gap === gap && last.last === time;
          if (!same) rows.push({ t, position, gap, last: time });
        }
        if (200 <= now - lastPlaces) {
          lastPlaces = now;
          noted.places.push({ t, cars: seen.drivers.map((d) => [d.code, d.x, d.y, d.quality, d.status]) });
        }
      };
      requestAnimationFrame(step);
    });
  }

  async noted(): Promise<Noted> {
    return this.page.evaluate(() => (window as any).noted);
  }

  get board(): Locator {
    return this.page.getByRole('table', { name: /board/i });
  }

  get pill(): Locator {
    return this.page.getByTestId('connection');
  }

  async expectNoSidewaysScroll(): Promise<void> {
    const wide = await this.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(wide, 'pixels to scroll sideways').toBeLessThanOrEqual(0);
  }
}
