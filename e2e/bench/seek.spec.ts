// A click on the time bar to the right picture, and the bytes that it takes: anywhere in fifty laps of the simulated race.
import { expect, test } from '@playwright/test';
import { LivePage } from '../pages/live-page.ts';
import { quantile } from '../support/recording.ts';
import { Gateway } from '../support/services.ts';

const SEEKS = 40;

test('a seek', async ({ page }) => {
  test.setTimeout(300_000);
  const gateway = await Gateway.start(['--source', 'demo', '--from', '50']);
  try {
    const live = new LivePage(page);
    await live.open(gateway.url);
    await live.untilMeasured();
    const session = (await live.inspect() as any).session;
    const entries = (await (await fetch(`${gateway.url}/api/sessions/index.json`)).json()).sessions;
    const { startMs } = entries.find((entry: any) => entry.id === session);
    const devtools = await page.context().newCDPSession(page);
    let bytes = 0;
    await devtools.send('Network.enable');
    devtools.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));

    const [took, took_bytes]: [number[], number[]] = [[], []];
    // Each seek goes somewhere else, forwards and backwards, the same way each time; what was fetched stays fetched.
    for (let i = 0; i < SEEKS; i++) {
      const share = (i * 0.618034) % 1;
      await page.goto(`${gateway.url}/replay/${session}`);
      await live.until((seen) => seen.source_time_ms !== null && seen.drivers.length > 0);
      bytes = 0;
      took.push(
        await page.evaluate(
          ({ share, startMs }) =>
            new Promise<number>((resolve) => {
              const slider = document.querySelector('[role=slider]')!;
              const box = slider.getBoundingClientRect();
              const at = { clientX: box.left + 12 + (box.width - 24) * share, clientY: box.top + 20 };
              const event = { ...at, bubbles: true, button: 0, pointerId: 1, pointerType: 'mouse' };
              const inspect = () => JSON.parse((window as any).gridcast.inspect());
              const before = inspect().source_time_ms;
              const begun = performance.now();
              slider.dispatchEvent(new PointerEvent('pointerdown', event));
              slider.dispatchEvent(new PointerEvent('pointerup', event));
              const look = () => {
                const seen = inspect();
                // Painted, and of a moment that is not the beginning any more.
                const there = seen.source_time_ms !== before && (share < 0.01 || startMs + 5_000 < seen.source_time_ms);
                if (there && 15 <= seen.drivers.filter((d: any) => d.quality !== 'absent').length) {
                  resolve(performance.now() - begun);
                } else requestAnimationFrame(look);
              };
              requestAnimationFrame(look);
            }),
          { share: 0.01 + share * 0.98, startMs },
        ),
      );
      // A page asks again and again for what still grows; of the seek are the files that it asked for by then.
      await page.evaluate(() => new Promise(requestAnimationFrame));
      took_bytes.push(bytes);
    }
    figure('p50_ms', quantile(took, 0.5), 'ms');
    figure('p95_ms', quantile(took, 0.95), 'ms', 300);
    figure('p50_kb', quantile(took_bytes, 0.5) / 1000, 'KB');
    figure('p95_kb', quantile(took_bytes, 0.95) / 1000, 'KB');
    figure('most_kb', Math.max(...took_bytes) / 1000, 'KB', 20);
    expect(took).toHaveLength(SEEKS);
  } finally {
    await gateway.stop();
  }
});

function figure(key: string, value: number, unit: string, budget?: number) {
  console.log(`figure seek.${key} ${value.toFixed(2)} ${unit}${budget === undefined ? '' : ` budget <= ${budget}`}`);
}
