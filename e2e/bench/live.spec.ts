// From the server's sending to pixels: what a spectator sees of a practice as it was, how late. The page plays some 1.2 s
// behind the newest sample on purpose, and that is in the figure.
import { expect, test } from '@playwright/test';
import { LivePage } from '../pages/live-page.ts';
import { quantile } from '../support/recording.ts';
import { Gateway, Kafka } from '../support/services.ts';
import { StandIn, listen, recorded } from '../support/stand-in.ts';

const monaco = recorded('live/2023_monaco_fp2_signalr_wire.txt.zst');
/** How long is watched, of the session, ms. */
const WATCHED_MS = 120_000;

test('the live timing, to pixels', async ({ page }) => {
  test.skip(!monaco.isThere, 'the recording of the live timing is not there');
  test.setTimeout(300_000);
  const kafka = await Kafka.start();
  const server = await StandIn.start(['--live', monaco.path]);
  const gateway = await Gateway.start(['--source', 'kafka', '--kafka', kafka.brokers]);
  const producer = listen(server.hub, ['--brokers', kafka.brokers]);
  try {
    const live = new LivePage(page);
    await live.open(gateway.url);
    await live.untilMeasured();
    // Each painted moment, and when.
    const painted = await page.evaluate(
      (watched) =>
        new Promise<[number, number][]>((resolve) => {
          const seen: [number, number][] = [];
          const step = () => {
            const at = JSON.parse((window as any).gridcast.inspect()).source_time_ms;
            if (at !== null && seen.at(-1)?.[0] !== at) seen.push([at, Date.now()]);
            if (watched < seen.at(-1)![0] - seen[0]![0]) resolve(seen);
            else requestAnimationFrame(step);
          };
          requestAnimationFrame(step);
        }),
      WATCHED_MS,
    );
    const sent = (await server.sent()).sort((a, b) => a[0] - b[0]);
    const late: number[] = [];
    let next = 0;
    for (const [stamp, at] of sent) {
      if (stamp < painted[0]![0]) continue;
      while (next < painted.length && painted[next]![0] < stamp) next++;
      if (next < painted.length) late.push(painted[next]![1] - at);
    }
    expect(late.length, 'messages whose newest sample was painted').toBeGreaterThan(100);
    figure('server_to_pixels_p50', quantile(late, 0.5));
    figure('server_to_pixels_p99', quantile(late, 0.99));
  } finally {
    await producer.stop();
    await gateway.stop();
    await server.stop();
    await kafka.dispose();
  }
});

function figure(key: string, value: number) {
  console.log(`figure live.${key} ${value.toFixed(0)} ms`);
}
