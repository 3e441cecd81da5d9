// What a frame costs: the simulated race of 22 cars, looked at through Chromium's own trace, not the page's word.
import { expect, test, type Browser, type Page } from '@playwright/test';
import { LivePage } from '../pages/live-page.ts';
import { FanSite } from '../support/fan-site.ts';
import { quantile } from '../support/recording.ts';
import { Gateway } from '../support/services.ts';

const MEASURED_MS = 20_000;
const THROTTLE = 4;

interface TraceEvent {
  name: string;
  ph: string;
  /** Microseconds. */
  ts: number;
  dur?: number;
  /** Of the thread's own time, microseconds. */
  tdur?: number;
  tid: number;
}

test('the work of a frame', async ({ page, browser }) => {
  // A race that is on: its cars move, and who comes finds a chunk begun.
  const gateway = await Gateway.start(['--source', 'demo', '--from', '3']);
  try {
    const begun = Date.now();
    const live = new LivePage(page);
    await live.open(gateway.url);
    await live.until((seen) => seen.drivers.some((d) => d.quality !== 'absent'));
    figure('first_cars_ms', Date.now() - begun, 'ms', 1000);

    await live.until((seen) => 20 <= seen.drivers.filter((d) => d.quality === 'measured').length);
    const free = framesIn(await traced(browser, page));
    figure('work_median_ms', quantile(free.callbacks, 0.5), 'ms');
    figure('work_p90_ms', quantile(free.callbacks, 0.9), 'ms');
    figure('work_p95_ms', quantile(free.callbacks, 0.95), 'ms');
    figure('work_p99_ms', quantile(free.callbacks, 0.99), 'ms');
    figure('work_p95_cpu_ms', quantile(free.cpu, 0.95), 'ms', 1.5);
    figure('main_thread_median_ms', quantile(free.main, 0.5), 'ms');
    figure('main_thread_p95_ms', quantile(free.main, 0.95), 'ms', 6);
    figure('main_thread_p95_cpu_ms', quantile(free.mainCpu, 0.95), 'ms');
    figure('fps', free.perSecond, 'Hz');

    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: THROTTLE });
    const throttled = framesIn(await traced(browser, page));
    figure('work_p95_throttled_4x_ms', quantile(throttled.callbacks, 0.95), 'ms');
    figure('fps_throttled_4x', throttled.perSecond, 'Hz');
    expect(throttled.callbacks.length, 'frames while throttled').toBeGreaterThan(0);
  } finally {
    await gateway.stop();
  }
});

test('ten embeds on one page of another site', async ({ page, browser }) => {
  const gateway = await Gateway.start(['--source', 'demo', '--from', '3']);
  const fans = await FanSite.start();
  try {
    // All are seen at once: what is out of sight is no work.
    await page.setViewportSize({ width: 1600, height: 700 });
    const embed = '<gridcast-embed panel="map" height="320" style="width: 19%; display: inline-block"></gridcast-embed>';
    await page.goto(fans.page('/ten', `<script src="${gateway.url}/embed.js"></script>${embed.repeat(10)}`));
    const ready = () => (window as any).told.filter((one: { kind: string }) => one.kind === 'ready').length === 10;
    await page.waitForFunction(ready);
    const events = (await traced(browser, page)).filter((e) => e.name === 'FireAnimationFrame' && e.ph === 'X');
    // Frames of one site are in one process, apart from the page around them.
    const of = (tid: number) => events.filter((event) => event.tid === tid);
    const drawn = [...new Set(events.map((event) => event.tid))].map(of).sort((a, b) => b.length - a.length)[0]!;
    drawn.sort((a, b) => a.ts - b.ts);
    // Each embed is called several times for one drawn frame; a drawn frame's calls follow each other at once.
    const n = drawn.filter((event, i) => i === 0 || 4_000 < event.ts - drawn[i - 1]!.ts - (drawn[i - 1]!.dur ?? 0)).length;
    const spanS = (drawn.at(-1)!.ts - drawn[0]!.ts) / 1e6;
    const workMs = drawn.reduce((sum, frame) => sum + (frame.tdur ?? frame.dur ?? 0) / 1000, 0);
    figure('ten_embeds_fps', n / spanS, 'Hz');
    figure('ten_embeds_work_cpu_ms', workMs / n, 'ms', 6);
    figure('ten_embeds_calls', drawn.length / n, 'calls');
  } finally {
    await fans.stop();
    await gateway.stop();
  }
});

/** Chromium's trace of the page for a while. */
async function traced(browser: Browser, page: Page): Promise<TraceEvent[]> {
  await browser.startTracing(page, { categories: ['devtools.timeline', 'disabled-by-default-devtools.timeline'] });
  // The time is what is measured over; there is no event to wait for.
  await page.evaluate((ms) => new Promise((resolve) => setTimeout(resolve, ms)), MEASURED_MS);
  const trace = await browser.stopTracing();
  return JSON.parse(trace.toString('utf8')).traceEvents;
}

/** The frames in a trace. */
function framesIn(events: TraceEvent[]) {
  const complete = (name: string) => events.filter((e) => e.name === name && e.ph === 'X');
  const drawn = complete('FireAnimationFrame').sort((a, b) => a.ts - b.ts);
  if (drawn.length < 2) throw new Error('the trace holds no animation frames');
  const thread = drawn[0]!.tid;
  const tasks = complete('RunTask').filter((task) => task.tid === thread).sort((a, b) => a.ts - b.ts);
  const spanS = (drawn.at(-1)!.ts - drawn[0]!.ts) / 1e6;
  // What is begun between two animation frames is of the first: signals, styles, layout, paint, the stream.
  const [main, mainCpu]: [number[], number[]] = [[], []];
  let next = tasks.findIndex((task) => drawn[0]!.ts <= task.ts);
  for (const frame of drawn.slice(1)) {
    let [sum, sumCpu] = [0, 0];
    for (; next < tasks.length && tasks[next]!.ts < frame.ts; next++) {
      sum += tasks[next]!.dur ?? 0;
      sumCpu += tasks[next]!.tdur ?? tasks[next]!.dur ?? 0;
    }
    main.push(sum / 1000);
    mainCpu.push(sumCpu / 1000);
  }
  return {
    /** Milliseconds of the page's own animation callbacks, a frame. */
    callbacks: drawn.map((frame) => (frame.dur ?? 0) / 1000),
    /** The same of the thread's own time: what others on the machine do is not in it. */
    cpu: drawn.map((frame) => (frame.tdur ?? frame.dur ?? 0) / 1000),
    /** Milliseconds of all that the main thread did, from one frame to the next. */
    main,
    /** The same of the thread's own time. */
    mainCpu,
    perSecond: (drawn.length - 1) / spanS,
  };
}

function figure(key: string, value: number, unit: string, budget?: number) {
  console.log(`figure frame.${key} ${value.toFixed(2)} ${unit}${budget === undefined ? '' : ` budget <= ${budget}`}`);
}
