// The second screen: a phone's four tabs under one thumb, standing and lying, and what a finger does there.
import { expect, test, type CDPSession, type Page } from '@playwright/test';
import { LivePage } from '../pages/live-page.ts';
import { Gateway } from '../support/services.ts';
import { tooSmall } from '../support/touch.ts';

let gateway: Gateway;

test.beforeAll(async () => {
  gateway = await Gateway.start(['--source', 'demo', '--from', '9']);
});

test.afterAll(async () => gateway?.stop());

test.use({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } });

/** Phones, standing and lying. */
const PHONES = [[320, 640], [390, 844], [568, 320], [844, 390]] as const;

const TABS = ['board', 'map', 'events', 'time'] as const;

const tab = (page: Page, name: (typeof TABS)[number]) => page.locator('.tabs button').nth(TABS.indexOf(name));

for (const [width, height] of PHONES) {
  test(`whatever is touched at ${width} by ${height} is as large as a finger, and nothing scrolls sideways`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    const live = await new LivePage(page).openMeasured(gateway.url);
    for (const name of TABS) {
      await tab(page, name).tap();
      await expect(page.locator('.page')).toHaveAttribute('data-tab', name);
      expect.soft(await tooSmall(page), name).toEqual([]);
      await live.expectNoSidewaysScroll();
    }
    await page.locator('#settings-key').tap();
    await expect(page.locator('#setting-language')).toBeVisible();
    expect.soft(await tooSmall(page), 'the settings').toEqual([]);
    await live.expectNoSidewaysScroll();
    await page.locator('#settings-key').tap();
    await page.locator('.time-panel').getByRole('button', { name: 'View' }).tap();
    await expect(page.getByRole('region', { name: 'Details' })).toBeVisible();
    expect.soft(await tooSmall(page), 'the sheet').toEqual([]);
    await live.expectNoSidewaysScroll();
  });
}

/** A finger that goes from one place to another. */
async function swipe(cdp: CDPSession, from: [number, number], to: [number, number]) {
  // Forty milliseconds from one to the next, however long the machine takes.
  let at = Date.now() / 1000;
  const touch = (type: string, to?: [number, number]) =>
    cdp.send('Input.dispatchTouchEvent', { type, timestamp: (at += 0.04), touchPoints: to ? [{ x: to[0], y: to[1] }] : [] } as any);
  await touch('touchStart', from);
  for (let i = 1; i <= 4; i++) {
    await touch('touchMove', [from[0] + ((to[0] - from[0]) * i) / 4, from[1] + ((to[1] - from[1]) * i) / 4]);
  }
  await touch('touchEnd');
}

test('a swipe leads to the next panel and back, and none beyond the ends', async ({ page }) => {
  const live = await new LivePage(page).openMeasured(gateway.url);
  const cdp = await page.context().newCDPSession(page);
  const shown = page.locator('.page');
  const [left, right]: [number, number][] = [[60, 400], [320, 400]];
  for (const name of ['map', 'events', 'time', 'time']) {
    await swipe(cdp, right!, left!);
    await expect(shown).toHaveAttribute('data-tab', name);
  }
  for (const name of ['events', 'map', 'board', 'board']) {
    await swipe(cdp, left!, right!);
    await expect(shown).toHaveAttribute('data-tab', name);
  }
  // Scrolled is not swiped.
  await swipe(cdp, [200, 700], [170, 400]);
  await expect(shown).toHaveAttribute('data-tab', 'board');
  // Where the map is zoomed, a finger moves it.
  await tab(page, 'map').click();
  const painted = (await live.inspect()).frames_painted;
  await live.until((seen) => painted + 5 < seen.frames_painted);
  await page.keyboard.press('+');
  await expect(page.getByRole('button', { name: 'Whole track' })).toBeVisible();
  await swipe(cdp, right!, left!);
  await expect(shown).toHaveAttribute('data-tab', 'map');
});

test('the fourth tab says the delay, and its panel sets it', async ({ page }) => {
  await new LivePage(page).openMeasured(gateway.url);
  await expect(tab(page, 'time')).toHaveText('Time');
  await tab(page, 'time').tap();
  const panel = page.getByRole('region', { name: 'Time', exact: true }).first();
  await expect(page.locator('.delay-panel .figure')).toHaveText('none');
  await page.getByRole('button', { name: 'A second more' }).tap();
  await page.getByRole('button', { name: 'A second more' }).tap();
  await expect(page.locator('.delay-panel .figure')).toHaveText('2.0 s');
  await expect(tab(page, 'time')).toHaveText('2.0 s');
  await expect(panel).toBeVisible();
});

test('a lying phone keeps the map beside what is read', async ({ page }) => {
  await page.setViewportSize({ width: 844, height: 390 });
  await new LivePage(page).openMeasured(gateway.url);
  const map = page.locator('.map');
  for (const [name, beside] of [['board', '#board'], ['events', '.events'], ['time', '.time-panel']] as const) {
    await tab(page, name).tap();
    await expect(page.locator('.page')).toHaveAttribute('data-tab', name);
    const [left, right] = [(await page.locator(beside).boundingBox())!, (await map.boundingBox())!];
    expect(left.x + left.width, `${name} and the map`).toBeLessThanOrEqual(right.x + 1);
    expect(right.width, 'width of the map').toBeGreaterThan(250);
  }
  // The tabs are under the thumb, one above the other.
  const [first, last] = [(await tab(page, 'board').boundingBox())!, (await tab(page, 'time').boundingBox())!];
  expect(first.x).toBe(last.x);
  expect(first.x + first.width).toBeGreaterThan(835);
});

test('nothing jumps: not while the page comes, not at a flag', async ({ page }) => {
  const own = await Gateway.start(['--source', 'demo', '--speed', '30']);
  try {
    await page.addInitScript(() => {
      const shifts: { value: number; of: string[] }[] = ((window as any).shifts = []);
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries() as any[]) {
          if (entry.hadRecentInput) continue;
          shifts.push({ value: entry.value, of: entry.sources.map((one: any) => `${one.node?.nodeName}.${one.node?.className}`) });
        }
      }).observe({ type: 'layout-shift', buffered: true });
    });
    const live = await new LivePage(page).openMeasured(own.url);
    await live.until((seen) => 15 <= seen.lap);
    const shifts: { value: number; of: string[] }[] = await page.evaluate(() => (window as any).shifts);
    // Rows that change places are the race itself.
    const jumps = shifts.filter((shift) => !shift.of.every((name) => /\.(row|who|pos|interval|trend|last|gap|tyre|out|battle)/.test(name)));
    const sum = jumps.reduce((sum, shift) => sum + shift.value, 0);
    expect(sum, JSON.stringify(jumps)).toBeLessThan(0.02);
  } finally {
    await own.stop();
  }
});

test.afterEach(async ({ page }) => {
  // A list of recordings is asked for again and again; what is on its way is let come.
  await page.unrouteAll({ behavior: 'wait' });
});

test('a phone has the links of a moment and to the charts where it has room for them', async ({ page }) => {
  await page.route('**/manifest.json', async (route) => {
    const manifest = await (await route.fetch()).json();
    await route.fulfill({ json: { ...manifest, session: { ...manifest.session, kind: 'Sprint', season: 2031, round: 2 } } });
  });
  const { sessions } = (await (await fetch(`${gateway.url}/api/sessions/index.json`)).json()) as { sessions: { id: string }[] };
  await page.goto(`${gateway.url}/replay/${sessions[0]!.id}`);
  await tab(page, 'time').tap();
  const panel = page.locator('.time-panel');
  await expect(panel.getByRole('link', { name: 'Link to this moment' })).toHaveAttribute('href', /^replay\/.*\?t=\d+/);
  await expect(panel.getByRole('link', { name: /^Charts/ })).toHaveAttribute('href', /^race\/2031\/2\/sprint(\?|$)/);
  expect(await tooSmall(page)).toEqual([]);
});
