// The live page in every browser: it comes up, its cars move, and it is operated.
import { expect } from '@playwright/test';
import type { DrivenPage } from '../browsers/driven.ts';
import { test } from '../browsers/fixture.ts';
import type { Inspection } from '../pages/live-page.ts';
import { Gateway } from '../support/services.ts';

let gateway: Gateway;

test.beforeAll(async () => {
  gateway = await Gateway.start(['--source', 'demo', '--from', '6']);
});

test.afterAll(async () => gateway?.stop());

/** Waits until the page shows cars, and returns what it says then. */
async function cars(page: DrivenPage): Promise<Inspection> {
  return page.until(() => {
    const seen: Inspection = JSON.parse((window as any).gridcast.inspect());
    return 15 <= seen.drivers.filter((driver) => driver.quality === 'measured').length && seen;
  });
}

test('the page comes up, and its cars move on the canvas', async ({ driven }) => {
  await driven.goto(gateway.url);
  const first = await cars(driven);
  expect(first.drivers).toHaveLength(22);
  const painted = () =>
    [...document.querySelectorAll('canvas')].map((canvas) => {
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
      let hash = 0;
      for (let i = 0; i < data.length; i++) if (data[i]) hash = (31 * hash + i * data[i]!) | 0;
      return hash;
    });
  const before = await driven.evaluate(painted);
  expect(before.filter((hash) => hash !== 0).length, 'canvases with something on them').toBeGreaterThan(1);
  const second = await driven.until((since) => {
    const seen: Inspection = JSON.parse((window as any).gridcast.inspect());
    return since + 2000 < seen.source_time_ms! && seen;
  }, first.source_time_ms!);
  const was = new Map(first.drivers.map((driver) => [driver.code, driver]));
  const moved = second.drivers.filter(({ code, x, y }) => 50 < Math.hypot(x - was.get(code)!.x, y - was.get(code)!.y));
  expect(moved.length, 'cars that moved 5 m in 2 s').toBeGreaterThan(15);
  expect(await driven.evaluate(painted), 'what is painted').not.toEqual(before);
});

test('the board is in the order of the race', async ({ driven }) => {
  await driven.goto(gateway.url);
  await cars(driven);
  const codes = await driven.until(() => {
    const seen: Inspection = JSON.parse((window as any).gridcast.inspect());
    const order = seen.drivers.filter((driver) => 0 < driver.position).sort((a, b) => a.position - b.position);
    const rows = [...document.querySelectorAll('#board [role=row]:not(.head)')];
    const shown = rows.map((row) => [row.querySelector('.pos')!.textContent!.trim(), row.querySelector('.who b')!.textContent!.trim()]);
    const same = shown.every(([position, code], i) => position === String(i + 1) && code === order[i]!.code);
    return 15 < shown.length && same && shown.map(([, code]) => code!);
  });
  expect(new Set(codes).size, 'each car once').toBe(codes.length);
});

test('a phone shows one panel at a time, and changes it', async ({ driven }) => {
  await driven.resize(480, 844);
  await driven.goto(gateway.url);
  await cars(driven);
  const seen = () =>
    ['#board', '.map', '.events'].filter((panel) => {
      const { width, height } = document.querySelector(panel)!.getBoundingClientRect();
      return 0 < width && 0 < height;
    });
  for (const [nth, panel] of [[2, '.map'], [3, '.events'], [1, '#board']] as const) {
    await driven.click(`.tabs button:nth-of-type(${nth})`);
    await driven.until((nth) => document.querySelector(`.tabs button:nth-of-type(${nth})`)!.getAttribute('aria-pressed') === 'true', nth);
    expect(await driven.evaluate(seen), panel).toContain(panel);
  }
});

test('the theme is turned by a key, and kept', async ({ driven }) => {
  await driven.goto(`${gateway.url}`);
  const look = () => [document.documentElement.dataset.theme!, getComputedStyle(document.body).backgroundColor] as const;
  await cars(driven);
  const [theme, ground] = await driven.evaluate(look);
  await driven.press('t');
  const [other] = await driven.until(
    (theme, ground) => {
      const now = [document.documentElement.dataset.theme!, getComputedStyle(document.body).backgroundColor];
      return now[0] !== theme && now[1] !== ground && now;
    },
    theme,
    ground,
  );
  await driven.goto(gateway.url);
  await cars(driven);
  expect((await driven.evaluate(look))[0], 'after loading again').toBe(other);
  await driven.press('t');
  await driven.until((theme) => document.documentElement.dataset.theme === theme, theme);
});

test('time is paused, turned back by a lap, and brought back to live', async ({ driven }) => {
  await driven.goto(gateway.url);
  await cars(driven);
  const isSaid = (state: string) => document.querySelector<HTMLElement>('.pill')!.dataset.state === state;
  await driven.press('k');
  await driven.until(isSaid, 'paused');
  const stood = await driven.evaluate(() => JSON.parse((window as any).gridcast.inspect()).source_time_ms as number);
  await driven.click('.time button.step');
  await driven.until((stood) => {
    const { source_time_ms: shown } = JSON.parse((window as any).gridcast.inspect());
    return shown < stood;
  }, stood);
  await driven.until(isSaid, 'paused');
  await driven.press('l');
  await driven.until(isSaid, 'simulated');
  await driven.until((stood) => stood < JSON.parse((window as any).gridcast.inspect()).source_time_ms, stood);
});

test('a gateway that was killed and comes back is said, and the race goes on', async ({ driven }) => {
  let own = await Gateway.start(['--source', 'demo', '--from', '3']);
  try {
    await driven.goto(own.url);
    await cars(driven);
    const isSaid = (state: string) => document.querySelector<HTMLElement>('.pill')!.dataset.state === state;
    await driven.until(isSaid, 'simulated');
    const port = Number(new URL(own.url).port);
    await own.running.stop('SIGKILL');
    await driven.until(isSaid, 'reconnecting');
    own = await Gateway.start(own.args, port);
    await driven.until(isSaid, 'simulated');
    const painted = await driven.evaluate(() => JSON.parse((window as any).gridcast.inspect()).frames_painted as number);
    await driven.until((painted) => painted < JSON.parse((window as any).gridcast.inspect()).frames_painted, painted);
  } finally {
    await own.stop();
  }
});
