// How charts after the race behave: pointed at, zoomed, on the whole screen, on paper, in files.
import { expect, test, type Locator } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { CHARTS, SEASON, serveMadeUp } from '../support/made-up.ts';

const site = serveMadeUp();

test('one cursor goes through all charts, and what is pointed at is said', async ({ page }) => {
  const race = await site.opened(page);
  const chart = await race.drawn('gap');
  const over = chart.locator('canvas.over');
  const box = (await over.boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await expect(page.locator('.stepper .lap')).toHaveText(/^Lap \d+$/);
  await over.focus();
  await page.keyboard.press('ArrowDown');
  await expect(chart.locator('.reading')).not.toBeEmpty();
  await page.keyboard.press('End');
  await expect(page).toHaveURL(/cursor=20/);
  await page.keyboard.press('Escape');
  await expect(page).not.toHaveURL(/cursor=/);
  await page.keyboard.press('+');
  await expect(page).toHaveURL(/zoom=/);
  await page.keyboard.press('0');
  await expect(page).not.toHaveURL(/zoom=/);
});

test('a chart that had nothing to draw is drawn again', async ({ page }) => {
  const race = await site.opened(page);
  await race.drawn('team-pace');
  const filter = page.getByLabel('Which laps count for pace');
  await filter.selectOption('wet');
  await expect(race.chart('team-pace')).toHaveAttribute('data-state', 'empty');
  await filter.selectOption('green');
  await race.drawn('team-pace');
});

test('a part of a lap is looked at, and the whole again', async ({ page }) => {
  const race = await site.opened(page, 1, '?zoom=4-12');
  const chart = await race.drawn('telemetry');
  const over = chart.locator('canvas.over');
  await over.scrollIntoViewIfNeeded();
  const box = (await over.boundingBox())!;
  const whole = chart.getByRole('button', { name: 'Whole lap' });
  await page.mouse.move(box.x + box.width * 0.3, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.6, box.y + box.height / 2, { steps: 5 });
  await page.mouse.up();
  await expect(page).toHaveURL(/part=\d+-\d+/);
  await whole.click();
  await expect(page).not.toHaveURL(/part=/);
  await over.focus();
  await page.keyboard.press('+');
  await expect(page).toHaveURL(/part=\d+-\d+/);
  await page.keyboard.press('0');
  await expect(whole).toHaveCount(0);
  await expect(page, 'the laps stay as they were').toHaveURL(/zoom=4-12/);
});

test('teams cannot be highlighted as drivers', async ({ page }) => {
  const race = await site.opened(page);
  const chips = page.getByRole('button', { name: /highlighted; press to remove/ });
  await expect(chips).toHaveCount(3);
  const chart = await race.drawn('team-pace');
  await chart.locator('canvas.over').focus();
  await page.keyboard.press('ArrowDown');
  await expect(chart.locator('.reading')).not.toBeEmpty();
  await page.keyboard.press('Enter');
  await chart.getByRole('button', { name: 'Dots' }).click();
  await expect(page).toHaveURL(/points=off/);
  await expect(chips).toHaveCount(3);
});

test('keys do nothing to charts that are not looked at', async ({ page }) => {
  const race = await site.opened(page);
  for (const id of ['team-pace', 'track-map']) {
    await (await race.drawn(id)).locator('canvas.over').focus();
    for (const key of ['Home', 'End', '+', '-', '+']) await page.keyboard.press(key);
  }
  await race.chart('team-pace').getByRole('button', { name: 'Dots' }).click();
  await expect(page).toHaveURL(/points=off/);
  await expect(page).not.toHaveURL(/cursor=|zoom=/);
});

test('a finger puts the cursor, two fingers zoom and move', async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  const page = await context.newPage();
  const race = await site.opened(page);
  const box = (await (await race.drawn('gap')).locator('canvas.over').boundingBox())!;
  const y = box.y + box.height / 2;
  await page.touchscreen.tap(box.x + box.width / 2, y);
  await expect(page).toHaveURL(/cursor=\d+/);
  await page.touchscreen.tap(box.x + box.width / 2, y);
  await expect(page).not.toHaveURL(/cursor=/);

  const devtools = await context.newCDPSession(page);
  const fingers = async (type: 'touchStart' | 'touchMove' | 'touchEnd', ...at: number[]) => {
    const touchPoints = at.map((x, id) => ({ x: box.x + x * box.width, y, id }));
    await devtools.send('Input.dispatchTouchEvent', { type, touchPoints });
  };
  const zoom = () => {
    const [first = 0, last = 20] = new URL(page.url()).searchParams.get('zoom')?.split('-').map(Number) ?? [];
    return { first, laps: last - first };
  };
  await fingers('touchStart', 0.4, 0.6);
  for (const apart of [0.12, 0.14, 0.16, 0.18, 0.2]) await fingers('touchMove', 0.5 - apart, 0.5 + apart);
  await fingers('touchEnd');
  await expect.poll(() => zoom().laps, 'half of the race').toBe(10);
  const { first } = zoom();

  await fingers('touchStart', 0.5, 0.7);
  // Each step is less than a lap.
  for (let step = 1; step <= 20; step++) await fingers('touchMove', 0.5 - step / 100, 0.7 - step / 100);
  await fingers('touchEnd');
  await expect.poll(() => zoom().first, 'later laps than before').toBeGreaterThan(first);
  await expect.poll(() => zoom().laps, 'as many as before').toBe(10);
  await expect(page, 'two fingers put no cursor').not.toHaveURL(/cursor=/);
  expect(await page.evaluate(() => visualViewport!.scale), 'the page itself is not zoomed').toBe(1);
  await context.close();
});

test('a chart fills the screen, and is drawn for its size', async ({ page }) => {
  const race = await site.opened(page);
  const chart = await race.drawn('gap');
  const base = chart.locator('canvas.base');
  const heights = () => base.evaluate((element) => [(element as HTMLCanvasElement).height, element.clientHeight]);
  const [before] = await heights();
  await chart.locator('canvas.over').focus();
  await page.keyboard.press('f');
  await expect.poll(() => page.evaluate(() => document.fullscreenElement?.id)).toBe('gap');
  await expect
    .poll(async () => {
      const [drawn, shown] = await heights();
      return drawn === shown && before! < drawn!;
    })
    .toBe(true);
  await page.keyboard.press('f');
  await expect.poll(heights).toEqual([before, before]);
});

test('tyres that stand alone have names beside their bars', async ({ page }) => {
  const race = await site.opened(page);
  const chart = await race.drawn('tyres');
  // Beside the result bars begin at the left edge; names leave it free.
  const atEdge = (source: CanvasImageSource, left: number, top: number, ratio: number) => {
    const sheet = new OffscreenCanvas(4 * ratio, 80 * ratio).getContext('2d')!;
    sheet.drawImage(source, -left * ratio, -top * ratio);
    return new Set(new Uint32Array(sheet.getImageData(0, 0, 4 * ratio, 80 * ratio).data.buffer)).size > 1;
  };
  await page.evaluate(`window.atEdge = ${atEdge}`);
  const barsAtEdge = () => chart.locator('canvas.base').evaluate((canvas) => (window as any).atEdge(canvas, 0, 26, devicePixelRatio));
  await expect.poll(barsAtEdge).toBe(true);
  const [picture] = await Promise.all([
    page.waitForEvent('download'),
    chart.getByRole('button', { name: /picture/ }).click(),
  ]);
  const bytes = readFileSync((await picture.path())!).toString('base64');
  const onPicture = await page.evaluate(async (bytes) => {
    const image = new Image();
    image.src = `data:image/png;base64,${bytes}`;
    await image.decode();
    return (window as any).atEdge(image, 16, 110, 2);
  }, bytes);
  expect(onPicture, 'on the picture').toBe(false);
  await chart.getByRole('button', { name: /full screen/ }).click();
  await expect.poll(() => page.evaluate(() => document.fullscreenElement?.id)).toBe('tyres');
  await expect.poll(barsAtEdge, 'in full screen').toBe(false);
  await chart.locator('canvas.over').press('f');
  await expect.poll(barsAtEdge, 'beside the result again').toBe(true);
});

test('paper is light and has every chart at its own width', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  const race = await site.opened(page);
  // With these all documents but telemetry are here; the others below have not been near the window.
  for (const id of ['tyres', 'pit-stops', 'sectors']) await race.drawn(id);
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.evaluate(() => {
    const onPaper: Record<string, number[]> = {};
    const look = () => {
      (window as any).onPaper = { theme: document.documentElement.dataset.theme, onPaper };
      for (const canvas of document.querySelectorAll<HTMLCanvasElement>('.chart[data-state="drawn"] canvas.base')) {
        onPaper[canvas.closest('section')!.id] = [canvas.width, canvas.clientWidth];
      }
    };
    const media = matchMedia('print');
    // What the page's own listeners set off goes on from microtask to microtask; the last look counts.
    const lookOn = async () => {
      for (let turn = 0; turn < 200 && media.matches; turn++) {
        look();
        await null;
      }
    };
    media.addEventListener('change', lookOn);
  });
  expect((await page.pdf({ format: 'A4' })).length).toBeGreaterThan(50_000);
  const { theme, onPaper } = await page.evaluate(() => (window as any).onPaper);
  expect(theme).toBe('light');
  for (const id of ['tyres', 'lap-chart', 'trace', 'pit-stops', 'sectors', 'speed-traps']) {
    const [width, shown] = onPaper[id] ?? [];
    expect(shown, id).toBeGreaterThan(400);
    expect(width, `${id}, three dots to a px`).toBe(shown! * 3);
  }
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
});

test('a place on a map is shown in telemetry and on the other map', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 2400 });
  const race = await site.opened(page);
  const [telemetry, dominance, map] = [await race.drawn('telemetry'), await race.drawn('dominance'), await race.drawn('track-map')];
  const inked = (chart: Locator) =>
    chart.locator('canvas.over').evaluate((canvas: HTMLCanvasElement) => {
      if (!canvas.width || !canvas.height) return false;
      return canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height).data.some((value) => value > 0);
    });
  const over = map.locator('canvas.over');
  await over.scrollIntoViewIfNeeded();
  const { x, y, width, height } = (await over.boundingBox())!;
  // Down the middle until the track is met.
  for (let down = 30; down < height && !(await map.locator('.reading').textContent()); down += 8) {
    await page.mouse.move(x + width / 2, y + down);
    // What is pointed at is told by the frame after the next.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  }
  await expect(map.locator('.reading')).toContainText(/ at [\d,]+ m:/);
  for (const chart of [telemetry, dominance, map]) await expect.poll(() => inked(chart)).toBe(true);
  // Beside all charts.
  await page.mouse.move(4, y);
  await expect.poll(() => inked(telemetry)).toBe(false);
});

test('paper does not wait for its turn', async ({ page }) => {
  const race = await site.opened(page);
  for (const id of CHARTS) await race.drawn(id);
  const missing = await page.evaluate(async () => {
    const turns = async () => {
      for (let turn = 0; turn < 200; turn++) await null;
    };
    const charts = [...document.querySelectorAll('.chart')];
    charts.forEach((chart) => chart.removeAttribute('data-drawn-ms'));
    // All charts that are near are to be drawn anew, each in a task of its own; no task begins while this one runs.
    document.querySelector<HTMLButtonElement>('button[aria-label$="theme (t)"]')!.click();
    await turns();
    const waiting = charts.length - document.querySelectorAll('.chart[data-drawn-ms]').length;
    window.dispatchEvent(new Event('beforeprint'));
    await turns();
    const left = charts.filter((chart) => !chart.hasAttribute('data-drawn-ms')).map((chart) => chart.id);
    window.dispatchEvent(new Event('afterprint'));
    return { waiting, left };
  });
  expect(missing).toEqual({ waiting: CHARTS.length, left: [] });
});

test('paper has the parts of the page that are still to come', async ({ page }) => {
  // The parts wait for frames, and none comes once there is a heading; Playwright's own waiting needs them too.
  await page.addInitScript(() => {
    const asked = window.requestAnimationFrame.bind(window);
    window.requestAnimationFrame = (job) => (document.querySelector('h1') ? 0 : asked(job));
  });
  await page.goto(`${site.url}/race/${SEASON}/1`);
  const parts = () => page.evaluate(() => [document.querySelectorAll('.result tbody tr').length, document.querySelectorAll('#laps').length]);
  await page.evaluate(
    () =>
      new Promise<void>((done) => {
        const look = () => document.querySelector('h1')?.textContent?.startsWith('Made-up') && done();
        new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
        look();
      }),
  );
  expect((await parts())[1], 'sections of laps before').toBe(0);
  await page.evaluate(async () => {
    window.dispatchEvent(new Event('beforeprint'));
    for (let turn = 0; turn < 200; turn++) await null;
  });
  expect(await parts(), 'rows of the result and sections of laps').toEqual([6, 1]);
});

test('pictures and numbers can be taken along', async ({ page }) => {
  const race = await site.opened(page);
  const chart = await race.drawn('gap');
  const [picture] = await Promise.all([
    page.waitForEvent('download'),
    chart.getByRole('button', { name: /picture/ }).click(),
  ]);
  expect(picture.suggestedFilename()).toMatch(/gap\.png$/);
  const bytes = readFileSync((await picture.path())!);
  const canvas = await chart.locator('canvas.base').evaluate((element) => element.clientWidth);
  expect(bytes.readUInt32BE(16), 'twice the width, and margins').toBe((canvas + 32) * 2);
  const [numbers] = await Promise.all([
    page.waitForEvent('download'),
    chart.getByRole('button', { name: /: numbers/ }).click(),
  ]);
  expect(readFileSync((await numbers.path())!, 'utf8').split('\r\n').length).toBeGreaterThan(20);
});

test('numbers are of what is seen', async ({ page }) => {
  const race = await site.opened(page, 1, '?zoom=4-12&part=100-300');
  const rows = async (id: string) => {
    const chart = await race.drawn(id);
    const [numbers] = await Promise.all([
      page.waitForEvent('download'),
      chart.getByRole('button', { name: /: numbers/ }).click(),
    ]);
    return readFileSync((await numbers.path())!, 'utf8').split('\r\n').map((line) => line.split(',')[0]);
  };
  expect(await rows('gap')).toEqual(['Lap', '4', '5', '6', '7', '8', '9', '10', '11', '12', '']);
  const metres = (await rows('telemetry')).slice(1, -1).map(Number);
  expect([metres.at(0), metres.at(-1)]).toEqual([100, 300]);
  expect(metres.length, 'more than a row each 100 m').toBeGreaterThan(3);
});

test('a pace of one’s own is typed', async ({ page }) => {
  const race = await site.opened(page);
  const chart = await race.drawn('trace');
  await chart.getByRole('button', { name: 'Pace', exact: true }).click();
  const field = chart.getByRole('textbox', { name: /^A lap/ });
  await expect(field).toBeFocused();
  await field.fill('1:75');
  await field.press('Enter');
  await expect(chart.getByRole('status').filter({ hasText: 'Not a lap time' })).toBeVisible();
  await field.fill('88.5');
  await field.press('Enter');
  await expect(page).toHaveURL(/reference=88500ms/);
  await expect(chart).toContainText('laps of 1:28.500');
});

test('telemetry is asked for of the lap on which the cursor rests, once', async ({ page }) => {
  const asked: string[] = [];
  page.on('request', (request) => /telemetry\/.+json/.test(request.url()) && asked.push(request.url().replace(/.*\//, '')));
  const race = await site.opened(page, 1, '?drivers=PIA&cursor=2');
  const chart = await race.drawn('telemetry');
  const compared = chart.getByRole('button', { name: /compared; press to remove/ });
  await expect(compared).toHaveText('PIA 2');
  // As of a key that is held: each step is seen by the page before the next.
  const steps = (key: string, n: number) =>
    race.chart('gap').locator('canvas.over').evaluate(
      async (canvas, [key, n]) => {
        for (let step = 0; step < n; step++) {
          canvas.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
          for (let turn = 0; turn < 50; turn++) await null;
        }
      },
      [key, n] as const,
    );
  await steps('ArrowRight', 9);
  await expect(compared).toHaveText('PIA 11');
  await expect.poll(() => asked).toEqual(['PIA-2.json', 'PIA-11.json']);
  await steps('ArrowLeft', 9);
  await expect(compared).toHaveText('PIA 2');
  await steps('ArrowRight', 10);
  await expect(compared).toHaveText('PIA 12');
  await expect.poll(() => asked).toEqual(['PIA-2.json', 'PIA-11.json', 'PIA-12.json']);
});
