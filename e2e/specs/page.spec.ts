// How the live page behaves, whatever the race: on the simulated one.
import { expect, test } from '@playwright/test';
import { LivePage } from '../pages/live-page.ts';
import { Gateway } from '../support/services.ts';

let gateway: Gateway;

test.beforeAll(async () => {
  gateway = await Gateway.start(['--source', 'demo', '--from', '6']);
});

test.afterAll(async () => gateway?.stop());

/** The longest that the pill says (core::pill). */
const LONGEST = [
  ['Positions stopped', '114 s ago, board still live'],
  ['Positions doubtful', 'a car stands at speed'],
  ['Incomplete', 'no cars, laps, session, timing, race control, weather'],
  ['Source away', 'no data for 1234 s'],
  ['Simulated', 'not a real race'],
] as const;

test('22 cars of 11 teams move, and the board is in order', async ({ page }) => {
  const live = await new LivePage(page).openMeasured(gateway.url);
  await live.until((seen) => 15 < seen.drivers.filter((d) => 50 < d.speed_kmh).length);
  const first = await live.inspect();
  expect(first.drivers).toHaveLength(22);
  await live.page.waitForFunction(
    (t) => t + 2000 < JSON.parse((window as any).gridcast.inspect()).source_time_ms,
    first.source_time_ms!,
  );
  const second = await live.inspect();
  const before = new Map(first.drivers.map((d) => [d.code, d]));
  const moved = second.drivers.filter((d) => {
    const was = before.get(d.code)!;
    return 50 < Math.hypot(d.x - was.x, d.y - was.y);
  });
  expect(moved.length, 'cars that moved 5 m in 2 s').toBeGreaterThan(15);
  const positions = second.drivers.map((d) => d.position).filter((p) => p !== 0);
  expect(new Set(positions).size, 'each position once').toBe(positions.length);
  await expect(live.board.getByRole('row').filter({ hasText: second.drivers[0]!.code })).not.toHaveCount(0);
});

test('who joins in mid-race sees who is catching whom at once', async ({ page }) => {
  const live = await new LivePage(page).openMeasured(gateway.url);
  // Two laps behind the same car make a line; the page itself has seen none end.
  await expect.poll(() => live.board.locator('.spark circle').count()).toBeGreaterThan(10);
});

test('what cannot be had of the past at first is asked for again', async ({ page }) => {
  let refused = 0;
  await page.route('**/timeline.json', (route) => (refused++ < 2 ? route.abort() : route.continue()));
  const live = await new LivePage(page).openMeasured(gateway.url);
  await expect.poll(() => live.board.locator('.spark circle').count()).toBeGreaterThan(10);
  expect(refused).toBeGreaterThan(2);
});

test('no console error and no request that fails', async ({ page }) => {
  const faults: string[] = [];
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('response', (answer) => 400 <= answer.status() && faults.push(`${answer.status()} ${answer.url()}`));
  await new LivePage(page).openMeasured(gateway.url);
  expect(faults).toEqual([]);
});

for (const [width, height] of [[320, 568], [390, 844], [480, 320], [768, 1024]] as const) {
  test(`nothing scrolls sideways at ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    const live = await new LivePage(page).openMeasured(gateway.url);
    await live.expectNoSidewaysScroll();
    await expect(live.pill).toBeVisible();
  });
}

test('the pill is read whole on any width, whatever it says', async ({ page }) => {
  const live = await new LivePage(page).openMeasured(gateway.url);
  const sizes = [[320, 568], [360, 740], [390, 844], [480, 844], [320, 320], [480, 320], [768, 1024], [1200, 800]] as const;
  for (const [width, height] of sizes) {
    await page.setViewportSize({ width, height });
    for (const [word, detail] of LONGEST) {
      // What is cut off, covered or outside of the window, in pixels: nothing.
      const hidden = await live.pill.evaluate((pill, [word, detail]) => {
        const [strong, rest] = [pill.querySelector('b')!, pill.querySelector('span')!];
        [strong.textContent, rest.textContent] = [word, detail];
        const box = pill.getBoundingClientRect();
        const outside = [strong, rest].map((part) => part.getBoundingClientRect()).flatMap((text) =>
          [box.left - text.left, text.right - box.right, box.top - text.top, text.bottom - box.bottom]);
        const others = [...document.querySelectorAll('header .lap, header .flag, .foot .wordmark')];
        const overlaps = others.map((other) => other.getBoundingClientRect()).map((other) =>
          Math.min(other.right - box.left, box.right - other.left, other.bottom - box.top, box.bottom - other.top));
        return Math.max(-box.left, box.right - innerWidth, -box.top, box.bottom - innerHeight, ...outside, ...overlaps);
      }, [word, detail] as const);
      expect(hidden, `${word} at ${width} by ${height}`).toBeLessThanOrEqual(0.5);
    }
    await live.expectNoSidewaysScroll();
  }
});

for (const [colorScheme, ground] of [['dark', 'rgb(15, 17, 19)'], ['light', 'rgb(250, 249, 247)']] as const) {
  test(`the ground is ${colorScheme} when the reader's system is`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await new LivePage(page).openMeasured(gateway.url);
    await expect(page.locator('body')).toHaveCSS('background-color', ground);
  });
}

test('everything is reached by the keyboard, and focus is seen', async ({ page }) => {
  await new LivePage(page).openMeasured(gateway.url);
  const reached: { name: string; outline: string }[] = [];
  for (let i = 0; i < 12; i++) {
    await page.keyboard.press('Tab');
    reached.push(
      await page.evaluate(() => {
        const focused = document.activeElement!;
        const style = getComputedStyle(focused);
        return { name: focused.tagName, outline: `${style.outlineStyle} ${style.outlineWidth}` };
      }),
    );
  }
  const inside = reached.filter((r) => r.name !== 'BODY');
  expect(inside.length, 'places that Tab reaches').toBeGreaterThan(3);
  for (const { name, outline } of inside) expect(outline, name).toBe('solid 2px');
});

test('the focus goes along with who is chosen by keys', async ({ page }) => {
  await new LivePage(page).openMeasured(gateway.url);
  await page.locator('#board [role=row][tabindex="0"]').focus();
  for (let i = 0; i < 3; i++) {
    await page.keyboard.press('ArrowDown');
    await expect(page.locator('#board [aria-current="true"]')).toBeFocused();
  }
});

test('a row that moves keeps the focus', async ({ page }) => {
  const own = await Gateway.start(['--source', 'demo', '--from', '3', '--speed', '30']);
  try {
    await page.goto(own.url);
    const row = (await page.locator('#board [role=row]:not(.head)').nth(9).elementHandle())!;
    await row.focus();
    const kept = await row.evaluate(
      (row) =>
        new Promise<boolean>((done) => {
          const before = [...row.parentElement!.children].indexOf(row);
          const look = () => {
            const now = [...row.parentElement!.children].indexOf(row);
            if (now === before) requestAnimationFrame(look);
            else done(document.activeElement === row);
          };
          look();
        }),
    );
    expect(kept).toBe(true);
  } finally {
    await own.stop();
  }
});

test('the pill says that the race is simulated', async ({ page }) => {
  const live = await new LivePage(page).openMeasured(gateway.url);
  await expect(live.pill).toContainText(/simulated/i);
});

test('a gateway that was killed and comes back is said, and the race goes on', async ({ page }) => {
  let own = await Gateway.start(['--source', 'demo', '--from', '3']);
  try {
    const live = new LivePage(page);
    await live.open(own.url);
    await live.untilMeasured();
    await expect(live.pill).toHaveAttribute('data-state', 'simulated');
    const port = Number(new URL(own.url).port);
    await own.running.stop('SIGKILL');
    await expect(live.pill).toHaveAttribute('data-state', 'reconnecting');
    own = await Gateway.start(own.args, port);
    await expect(live.pill).toHaveAttribute('data-state', 'simulated', { timeout: 40_000 });
    const before = (await live.inspect()).frames_painted;
    await page.waitForFunction(
      (painted) => painted < JSON.parse((window as any).gridcast.inspect()).frames_painted,
      before,
    );
  } finally {
    await own.stop();
  }
});
