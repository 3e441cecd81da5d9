// Networks that are unkind to streams: the page says what is so, goes on by chunk files, comes back to the stream, and in
// the end holds what a page holds whose stream nobody disturbed.
import { expect, test, type Page } from '@playwright/test';
import { LivePage } from '../pages/live-page.ts';
import { PathProxy } from '../support/proxy.ts';
import { Gateway } from '../support/services.ts';

// Four times the pace, so that chunks of ten seconds go by in a test's time.
const SOURCE = ['--source', 'demo', '--from', '6', '--speed', '4'];

let gateway: Gateway;
let proxy: PathProxy;

test.beforeEach(async () => {
  gateway = await Gateway.start([...SOURCE, '--base-path', '/f1']);
  proxy = await PathProxy.start(gateway.url, '/f1');
});

test.afterEach(async () => {
  await proxy?.stop();
  await gateway?.stop();
});

/** A page whose stream nobody disturbs, and one behind the proxy. */
interface Both {
  undisturbed: LivePage;
  live: LivePage;
  /** By how many samples of each driver the first has more, as it joined in another chunk. */
  apart: string;
}

/** By how many samples of each driver one page has more than the other, and the boards of both. */
async function difference(undisturbed: LivePage, live: LivePage): Promise<[apart: string, a: string | null, b: string | null]> {
  const [a, b] = await Promise.all([undisturbed.inspect(), live.inspect()]);
  const more = a.drivers.map(({ code, samples }, i) => `${code} ${samples - (b.drivers[i]?.samples ?? 0)}`);
  return [more.join(', '), a.digest, b.digest];
}

/** Waits until one page holds what the other does: as many samples of each driver as they were apart, and a board that the
 * other has had; it may show it a little later. Frames reach both at nearly the same time, and what is lost stays lost. */
async function untilSame({ undisturbed, live, apart }: Both): Promise<void> {
  const boards = new Set<string | null>();
  const now = async () => {
    const [more, a, b] = await difference(undisturbed, live);
    boards.add(a);
    return [more, boards.has(b)];
  };
  await expect.poll(now, { timeout: 60_000, intervals: [50] }).toEqual([apart, true]);
}

async function both(page: Page): Promise<Both> {
  const direct = await PathProxy.start(gateway.url, '/f1');
  const other = await page.context().browser()!.newPage();
  other.on('close', () => direct.stop());
  const [undisturbed, live] = [new LivePage(other), new LivePage(page)];
  await Promise.all([undisturbed.openMeasured(`${direct.url}/`), live.openMeasured(`${proxy.url}/`)]);
  // One of them is a frame ahead now and then: how far they are apart is what is seen most.
  const seen = new Map<string, number>();
  for (;;) {
    const [apart] = await difference(undisturbed, live);
    seen.set(apart, (seen.get(apart) ?? 0) + 1);
    if (seen.get(apart) === 20) return { undisturbed, live, apart };
  }
}

/** The network is there again: what waits for its next try tries at once. */
const tryAgain = (page: Page) => page.evaluate(() => dispatchEvent(new Event('online')));

for (const streams of ['refused', 'not upgraded', 'swallowed'] as const) {
  test(`where streams are ${streams}, files stand in, and nothing is lost`, async ({ page }) => {
    const pages = await both(page);
    const { undisturbed, live } = pages;
    proxy.streams = streams;
    proxy.cut();
    await expect(live.pill).toHaveAttribute('data-state', 'by-files');
    await expect(live.pill).toHaveText(/No stream by files, \d+ s behind/);
    const { source_time_ms: before } = await live.inspect();
    await live.until((seen) => 40_000 < seen.source_time_ms! - before!);
    await expect(live.pill).toHaveAttribute('data-state', 'by-files');
    proxy.streams = 'passed';
    await tryAgain(page);
    await expect(live.pill).toHaveAttribute('data-state', 'simulated');
    await untilSame(pages);
    await undisturbed.page.close();
  });
}

test('a page that never has a stream shows the race by files, and asks politely', async ({ page }) => {
  proxy.streams = 'refused';
  const live = await new LivePage(page).openMeasured(`${proxy.url}/`);
  await expect(live.pill).toHaveAttribute('data-state', 'by-files');
  const [asked, began, { source_time_ms: before }] = [proxy.asked.length, Date.now(), await live.inspect()];
  await live.until((seen) => 60_000 < seen.source_time_ms! - before!);
  const since = proxy.asked.slice(asked);
  // A chunk lasts as long as a round at this pace: each is asked for while it is open, once it has ended, and by a panel.
  const times = new Map<string, number>();
  for (const path of since.filter((path) => path.endsWith('.bin'))) times.set(path, (times.get(path) ?? 0) + 1);
  expect(times.size, 'chunks that were asked for').toBeGreaterThan(3);
  expect(Math.max(...times.values()), `how often one of them was: ${[...times]}`).toBeLessThan(5);
  const seconds = (Date.now() - began) / 1000;
  expect(since.filter((path) => path === '/ws').length, 'tries of a stream').toBeLessThan(5 + seconds / 10);
  expect(proxy.astray).toEqual([]);
});

test('a stream that is cut again and again loses nothing', async ({ page }) => {
  const pages = await both(page);
  const { undisturbed, live } = pages;
  for (let cuts = 0; cuts < 4; cuts++) {
    const { source_time_ms: before } = await live.inspect();
    const streams = () => proxy.asked.filter((path) => path === '/ws').length;
    const had = streams();
    proxy.cut();
    await expect.poll(streams, 'another stream is asked for').toBeGreaterThan(had);
    await live.until((seen) => seen.connection.startsWith('Simulated') && 12_000 < seen.source_time_ms! - before!);
  }
  await untilSame(pages);
  await undisturbed.page.close();
});

test('a stream that stalls without being closed is said, and another one comes', async ({ page }) => {
  const pages = await both(page);
  const { undisturbed, live } = pages;
  proxy.stall();
  await expect(live.pill).not.toHaveAttribute('data-state', 'simulated');
  await expect(live.pill).toHaveAttribute('data-state', 'simulated', { timeout: 60_000 });
  await untilSame(pages);
  await undisturbed.page.close();
});

test('after a sleep the page is right again, and has lost nothing', async ({ page }) => {
  // A sleep as a browser's clocks show it on many systems: the steady one stands, the wall's goes on, nothing runs.
  await page.addInitScript(() => {
    const [steady, draw] = [performance.now.bind(performance), requestAnimationFrame.bind(window)];
    let stood = 0;
    performance.now = () => steady() - stood;
    window.requestAnimationFrame = (callback) => draw((at) => callback(at - stood));
    (window as any).sleepFor = (ms: number) => {
      const until = steady() + ms;
      while (steady() < until);
      stood += ms;
      const { source_time_ms } = JSON.parse((window as any).gridcast.inspect());
      // At four times the pace it is so much later now, less than a page plays behind.
      Object.assign(window, { steady, woke: steady(), slept: source_time_ms + 4 * ms - 8_000 });
    };
  });
  const pages = await both(page);
  const { undisturbed, live } = pages;
  proxy.stall();
  await page.evaluate(() => (window as any).sleepFor(12_000));
  // How long it takes to be right is printed, two seconds being promised of a machine that has time.
  const rightAfterMs = await (
    await page.waitForFunction(() => {
      const { connection, source_time_ms } = JSON.parse((window as any).gridcast.inspect());
      const { woke, slept } = window as any;
      return connection.startsWith('Simulated') && slept < source_time_ms && (window as any).steady() - woke;
    })
  ).jsonValue();
  console.log(`after a sleep the page was right within ${Math.round(rightAfterMs)} ms`);
  await untilSame(pages);
  await undisturbed.page.close();
});
