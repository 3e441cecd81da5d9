// What the page holds after two hours of racing: simulated races one after the other, thirty times faster than real.
import { expect, test, type CDPSession, type Page } from '@playwright/test';
import { LivePage } from '../pages/live-page.ts';
import { Gateway } from '../support/services.ts';

const SPEED = 30;
const HOURS = 2;
/** How often it is looked at, source time. */
const LOOK_MS = 10 * 60_000;
const MB = 1e6;

interface Held {
  /** JavaScript's objects and the DOM's, after everything that can be given back was. */
  heap: number;
  /** The page's own memory, which never shrinks. */
  wasm: number;
  /** The DOM's nodes. */
  nodes: number;
}

test('the memory of the page', async ({ page }) => {
  test.setTimeout(((HOURS * 3600) / SPEED + 120) * 1000);
  const gateway = await Gateway.start(['--source', 'demo', '--speed', String(SPEED), '--loop']);
  try {
    // Trunk tells what it has started; the page itself has no use for its memory.
    await page.addInitScript(() =>
      addEventListener('TrunkApplicationStarted', (event) => {
        (window as any).startedWasm = (event as CustomEvent).detail.wasm;
      }),
    );
    const live = new LivePage(page);
    await live.open(gateway.url);
    await live.until((seen) => 20 <= seen.drivers.filter((d) => d.quality === 'measured').length);
    const devtools = await page.context().newCDPSession(page);

    const held: Held[] = [];
    let last = (await live.inspect()).source_time_ms!;
    // The step from one race's end to the next one's beginning, back or forth, counts for nothing.
    for (let played = 0, next = LOOK_MS; played < HOURS * 3_600_000; ) {
      await page.waitForTimeout(1000);
      const now = (await live.inspect()).source_time_ms!;
      if (last <= now && now - last < 5000 * SPEED) played += now - last;
      last = now;
      if (next <= played) {
        held.push(await holds(devtools, page));
        next += LOOK_MS;
      }
    }
    const total = held.map(({ heap, wasm }) => (heap + wasm) / MB);
    const [first, end] = [held[Math.floor(held.length / 2)]!, held.at(-1)!];
    figure('memory_mb', Math.max(...total), 'MB', 60);
    figure('wasm_mb', end.wasm / MB, 'MB');
    figure('heap_mb', end.heap / MB, 'MB');
    figure('growth_second_hour_mb', (end.heap + end.wasm - first.heap - first.wasm) / MB, 'MB');
    figure('nodes', end.nodes, 'nodes');
    figure('growth_second_hour_nodes', end.nodes - first.nodes, 'nodes');
    expect(held.length, 'looks').toBeGreaterThan(2);
  } finally {
    await gateway.stop();
  }
});

async function holds(devtools: CDPSession, page: Page): Promise<Held> {
  await devtools.send('HeapProfiler.collectGarbage');
  const heap = await devtools.send('Runtime.getHeapUsage');
  const { nodes } = await devtools.send('Memory.getDOMCounters');
  // What a program exports has no name that stays.
  const wasm = await page.evaluate(() => {
    const exported: unknown[] = Object.values((window as any).startedWasm);
    return exported.find((it): it is WebAssembly.Memory => it instanceof WebAssembly.Memory)!.buffer.byteLength;
  });
  return { heap: heap.usedSize + heap.embedderHeapUsedSize, wasm, nodes };
}

function figure(key: string, value: number, unit: string, budget?: number) {
  console.log(`figure page.${key} ${value.toFixed(2)} ${unit}${budget === undefined ? '' : ` budget <= ${budget}`}`);
}
