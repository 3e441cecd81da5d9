// A click on the time bar to the right picture, and the bytes that it takes: anywhere in the Australian race.
import { expect, test } from '@playwright/test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LivePage } from '../pages/live-page.ts';
import { recordAustralia } from '../support/recorded.ts';
import { australia, haveAustralia, quantile } from '../support/recording.ts';

test.skip(!haveAustralia, 'the recording of the 2025 Australian Grand Prix is not there');

const SEEKS = 40;

/** Source time of a chunk, ms. */
const CHUNK_MS = 10_000;

test('a seek', async ({ page }) => {
  test.setTimeout(600_000);
  const folder = mkdtempSync(join(tmpdir(), 'gridcast-seek-'));
  const gateway = await recordAustralia(folder);
  try {
    const live = new LivePage(page);
    const session = australia.session.Session;
    const timeline = await (await fetch(`${gateway.url}/api/sessions/${session}/timeline.json`)).json();
    const starts = timeline.laps as [number, number][];
    // The bar goes from the first chunk to the end of the last.
    const manifest = await (await fetch(`${gateway.url}/api/sessions/${session}/manifest.json`)).json();
    const numbers = [...manifest.chunks.map(([number]: [number]) => number), ...(manifest.open ? [manifest.open] : [])];
    const bar = { fromMs: Math.min(...numbers) * CHUNK_MS, untilMs: (Math.max(...numbers) + 1) * CHUNK_MS };
    const devtools = await page.context().newCDPSession(page);
    let bytes = 0;
    await devtools.send('Network.enable');
    devtools.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));

    const [took, tookBytes]: [number[], number[]] = [[], []];
    // Each seek goes somewhere else, forwards and backwards, the same way each time, on a page that has fetched nothing
    // of the race but its beginning.
    for (let i = 0; i < SEEKS; i++) {
      const [lap, startMs] = starts[1 + Math.floor(((i * 0.618034) % 1) * (starts.length - 2))]!;
      const atMs = startMs + 20_000;
      const told = page.waitForResponse((answer) => answer.url().endsWith('timeline.json'));
      await page.goto(`${gateway.url}/replay/${session}`);
      await live.until((seen) => seen.source_time_ms !== null && seen.drivers.length > 0);
      await told;
      bytes = 0;
      took.push(await page.evaluate(seekTo, { atMs, lap, ...bar }));
      tookBytes.push(bytes);
      const order = await page.locator('#board .row:not(.head) .who b').allTextContents();
      expect(new Set(order).size, `lap ${lap}: every car once`).toBe(order.length);
    }
    figure('p50_ms', quantile(took, 0.5), 'ms');
    figure('p95_ms', quantile(took, 0.95), 'ms', 300);
    figure('p50_kb', quantile(tookBytes, 0.5) / 1000, 'KB');
    figure('p95_kb', quantile(tookBytes, 0.95) / 1000, 'KB');
    figure('most_kb', Math.max(...tookBytes) / 1000, 'KB', 20);
    figure('seeks', took.length, 'seeks');
  } finally {
    await gateway.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});

/**
 * Clicks where a moment is on the bar, and resolves with the milliseconds until map, heading, board and trend are of it:
 * cars on their way, the leader's lap, intervals in the rows, and lines of those of the laps before.
 */
function seekTo({ atMs, lap, fromMs, untilMs }: { atMs: number; lap: number; fromMs: number; untilMs: number }): Promise<number> {
  return new Promise((resolve) => {
    const slider = document.querySelector('[role=slider]')!;
    const inspect = () => JSON.parse((window as any).gridcast.inspect());
    const box = slider.getBoundingClientRect();
    const share = (atMs - fromMs) / (untilMs - fromMs);
    const at = { clientX: box.left + 12 + (box.width - 24) * share, clientY: box.top + 20 };
    const event = { ...at, bubbles: true, button: 0, pointerId: 1, pointerType: 'mouse' };
    const begun = performance.now();
    slider.dispatchEvent(new PointerEvent('pointerdown', event));
    slider.dispatchEvent(new PointerEvent('pointerup', event));
    const filled = (cells: string) =>
      [...document.querySelectorAll(`#board .row:not(.head) ${cells}`)].filter((one) => one.textContent !== '' || one.matches('svg')).length;
    const look = () => {
      const seen = inspect();
      const isThere = Math.abs(seen.source_time_ms - atMs) < 10_000;
      const drawn = seen.drivers.filter((driver: any) => driver.quality !== 'absent').length;
      const isRight = document.querySelector('header .lap b')!.textContent === `Lap ${lap}`;
      if (isThere && 12 <= drawn && isRight && 10 <= filled('.interval') && 8 <= filled('.trend svg')) {
        resolve(performance.now() - begun);
      } else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
}

function figure(key: string, value: number, unit: string, budget?: number) {
  console.log(`figure seek.${key} ${value.toFixed(2)} ${unit}${budget === undefined ? '' : ` budget <= ${budget}`}`);
}
