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

/** Waits until one page holds what the other does: as many samples of each driver, and a board that the other has had; it
 * may show it a little later. Frames reach both at nearly the same time, and what is lost stays lost. */
async function untilSame(undisturbed: LivePage, live: LivePage, timeout = 20_000): Promise<void> {
  const boards = new Set<string | null>();
  const difference = async () => {
    const [a, b] = await Promise.all([undisturbed.inspect(), live.inspect()]);
    boards.add(a.digest);
    const more = a.drivers.map(({ code, samples }, i) => [code, samples - (b.drivers[i]?.samples ?? 0)] as const);
    return [more.filter(([, n]) => n !== 0), boards.has(b.digest)];
  };
  await expect.poll(difference, { timeout, intervals: [50] }).toEqual([[], true]);
}

/** A page whose stream nobody disturbs, and one behind the proxy, which have joined in the same chunk. */
async function both(page: Page): Promise<[LivePage, LivePage]> {
  const direct = await PathProxy.start(gateway.url, '/f1');
  const other = await page.context().browser()!.newPage();
  other.on('close', () => direct.stop());
  const [undisturbed, live] = [new LivePage(other), new LivePage(page)];
  for (;;) {
    await Promise.all([undisturbed.openMeasured(`${direct.url}/`), live.openMeasured(`${proxy.url}/`)]);
    const joined = await untilSame(undisturbed, live, 3_000).then(
      () => true,
      () => false,
    );
    if (joined) return [undisturbed, live];
  }
}

/** The network is there again: what waits for its next try tries at once. */
const tryAgain = (page: Page) => page.evaluate(() => dispatchEvent(new Event('online')));

for (const streams of ['refused', 'not upgraded', 'swallowed'] as const) {
  test(`where streams are ${streams}, files stand in, and nothing is lost`, async ({ page }) => {
    const [undisturbed, live] = await both(page);
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
    await untilSame(undisturbed, live);
    await undisturbed.page.close();
  });
}

test('a page that never has a stream shows the race by files, and asks politely', async ({ page }) => {
  proxy.streams = 'refused';
  const live = await new LivePage(page).openMeasured(`${proxy.url}/`);
  await expect(live.pill).toHaveAttribute('data-state', 'by-files');
  const [asked, { source_time_ms: before }] = [proxy.asked.length, await live.inspect()];
  await live.until((seen) => 60_000 < seen.source_time_ms! - before!);
  // Fifteen seconds: six rounds, of at most three chunks at this pace, and what other panels ask for.
  const chunks = proxy.asked.slice(asked).filter((path) => path.endsWith('.bin'));
  expect(chunks.length).toBeLessThan(24);
  expect(proxy.asked.slice(asked).filter((path) => path === '/ws').length, 'tries of a stream').toBeLessThan(6);
  expect(proxy.astray).toEqual([]);
});

test('a stream that is cut again and again loses nothing', async ({ page }) => {
  const [undisturbed, live] = await both(page);
  for (let cuts = 0; cuts < 4; cuts++) {
    const { source_time_ms: before } = await live.inspect();
    proxy.cut();
    await expect(live.pill).not.toHaveAttribute('data-state', 'simulated');
    await live.until((seen) => seen.connection.startsWith('Simulated') && 12_000 < seen.source_time_ms! - before!);
  }
  await untilSame(undisturbed, live);
  await undisturbed.page.close();
});

test('a stream that stalls without being closed is said, and another one comes', async ({ page }) => {
  const [undisturbed, live] = await both(page);
  proxy.stall();
  await expect(live.pill).not.toHaveAttribute('data-state', 'simulated', { timeout: 6_000 });
  await expect(live.pill).toHaveAttribute('data-state', 'simulated', { timeout: 15_000 });
  await untilSame(undisturbed, live);
  await undisturbed.page.close();
});

test('after a sleep the page is right within two seconds', async ({ page }) => {
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
      const woke = steady();
      const seen: [number, string, number][] = ((window as any).seen = []);
      const look = () => {
        const { connection, source_time_ms } = JSON.parse((window as any).gridcast.inspect());
        seen.push([steady() - woke, connection, source_time_ms]);
        if (steady() - woke < 4_000) draw(look);
      };
      draw(look);
    };
  });
  const [undisturbed, live] = await both(page);
  proxy.stall();
  await page.evaluate(() => (window as any).sleepFor(12_000));
  const seen: [number, string, number][] = await (
    await page.waitForFunction(() => {
      const seen = (window as any).seen;
      return 4_000 <= seen.at(-1)?.[0] && seen;
    })
  ).jsonValue();
  // The first rounds of signals are due within 200 ms each.
  const lies = seen.filter(([ms, connection]) => 500 < ms && ms < 600 && connection.startsWith('Simulated') && proxy.open === 0);
  expect(lies).toEqual([]);
  const late = seen.filter(([ms, connection]) => 2_000 < ms && !connection.startsWith('Simulated'));
  expect(late, 'what the pill says after two seconds').toEqual([]);
  const [there, here] = await Promise.all([undisturbed.inspect(), live.inspect()]);
  // A second and a half of the page's; each plays as far behind as its own batches came.
  expect(Math.abs(there.source_time_ms! - here.source_time_ms!), 'ms of the race apart').toBeLessThan(6_000);
  await untilSame(undisturbed, live);
  await undisturbed.page.close();
});
