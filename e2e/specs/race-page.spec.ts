// The page after the race: on made-up documents, whose numbers are computed here and not by the page.
//
// GRIDCAST_RACE_URL and GRIDCAST_RACE_MARTS name a server that runs already and the folder that it serves documents
// from; without them a gateway is started.
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RacePage } from '../pages/race-page.ts';
import { PENALTY, isGreen, made, quantile, write, writeRound, type Name } from '../support/marts.ts';
import { Gateway } from '../support/services.ts';

const ALL: Name[] = ['race', 'laps', 'stints', 'pit_stops', 'pace', 'bests', 'track', 'telemetry'];
const HALF: Name[] = ['race', 'laps', 'stints'];
const SEASON = 2031;
// Of one race only, at night: 20:00 local time, which is the next day in UTC.
const NIGHT = 2025;
const LAS_VEGAS = Date.UTC(2025, 10, 22, 4);
const HOUR = 3_600_000;
const WHOLE = made(6, 20);
const CHARTS = ['tyres', 'lap-chart', 'team-pace', 'gap', 'trace', 'lap-times', 'driver-pace', 'pit-stops', 'sectors', 'speed-traps', 'telemetry', 'dominance', 'track-map'];

let gateway: Gateway | undefined;
let url: string;
let folder: string;

test.beforeAll(async () => {
  folder = process.env.GRIDCAST_RACE_MARTS ?? mkdtempSync(join(tmpdir(), 'gridcast-marts-'));
  writeRound(folder, SEASON, 1, WHOLE, ALL);
  writeRound(folder, SEASON, 2, WHOLE, HALF);
  writeRound(folder, SEASON, 3, made(1, 20), ALL);
  writeRound(folder, SEASON, 4, made(6, 20, ['HYPERSOFT', 'H']), ALL);
  writeRound(folder, SEASON, 5, WHOLE, ALL);
  const laps = join(folder, `${SEASON}/5/laps.json`);
  writeFileSync(laps, readFileSync(laps).subarray(0, 2000));
  writeRound(folder, SEASON, 6, WHOLE, HALF);
  writeIndex('made-up', [ALL, HALF, ALL, ALL, ALL, HALF]);
  const event = (round: number, race_ms: number, qualifying_ms: number | null = null) => ({
    round,
    event: `Made-up Grand Prix ${round}`,
    circuit: 'Made-up Park',
    locality: 'Nowhere',
    country: null,
    first_practice_ms: null,
    second_practice_ms: null,
    third_practice_ms: null,
    sprint_qualifying_ms: null,
    sprint_ms: null,
    qualifying_ms,
    race_ms,
    race_date: new Date(race_ms).toISOString().slice(0, 10),
  });
  write(folder, `${SEASON}/schedule`, {
    season: SEASON,
    events: [1, 2, 3, 4, 5, 6].map((n) => event(n, Date.UTC(2031, 5, n, 13))),
  });
  write(folder, `${NIGHT}/schedule`, { season: NIGHT, events: [event(1, LAS_VEGAS, LAS_VEGAS - 24 * HOUR)] });
  const standing = (id: string, name: string, points: number[], places: number[]) => ({
    id,
    name,
    team: name,
    colour: null,
    position: places,
    points,
    wins: [0, 1],
  });
  write(folder, `${SEASON}/standings`, {
    season: SEASON,
    rounds: [1, 2],
    races_left: 1,
    sprints_left: 0,
    drivers: [
      standing('NOR', 'Driver NOR', [25, 50], [1, 1]),
      standing('VER', 'Driver VER', [18, 36], [2, 2]),
      standing('LAW', 'Driver LAW', [0, 10], [3, 3]),
    ],
    constructors: [standing('mclaren', 'McLaren', [25, 50], [1, 1])],
  });
  if (process.env.GRIDCAST_RACE_URL) {
    url = process.env.GRIDCAST_RACE_URL;
  } else {
    gateway = await Gateway.start(['--source', 'demo', '--marts', folder]);
    url = gateway.url;
  }
});

test.afterAll(async () => {
  await gateway?.stop();
  if (!process.env.GRIDCAST_RACE_MARTS) rmSync(folder, { recursive: true, force: true });
});

/** The index: what there is of each round. */
function writeIndex(revision: string, documents: Name[][]) {
  const rounds = documents.map((documents, i) => ({
    round: i + 1,
    event: `Made-up Grand Prix ${i + 1}`,
    circuit: 'Made-up Park',
    start_ms: 1_750_000_000_000 + i,
    state: documents.length === ALL.length ? 'complete' : 'partial',
    simulated: false,
    documents,
  }));
  write(folder, 'index', { revision, seasons: [{ season: SEASON, documents: ['schedule', 'standings'], rounds }] });
}

async function opened(page: Page, round = 1, query = ''): Promise<RacePage> {
  const race = new RacePage(page);
  await race.open(`${url}/race/${SEASON}/${round}${query}`);
  return race;
}

const asTime = (ms: number) =>
  `${Math.floor(ms / 60_000)}:${String(Math.floor(ms / 1000) % 60).padStart(2, '0')}.${String(ms % 1000).padStart(3, '0')}`;

test('the newest race is where an address without one leads', async ({ page }) => {
  await new RacePage(page).open(`${url}/race`);
  await expect(page).toHaveURL(new RegExp(`/race/${SEASON}/6`));
});

test('the result says places, time, stops, best lap and points', async ({ page }) => {
  await opened(page);
  const rows = page.getByRole('table', { name: 'Result' }).getByRole('row');
  await expect(rows).toHaveCount(7);
  const order = WHOLE.laps.filter((lap) => lap.lap === 20).sort((a, b) => a.position - b.position);
  for (const [i, lap] of order.entries()) {
    const row = rows.nth(i + 1);
    await expect(row.locator('.pos')).toHaveText(String(i + 1));
    await expect(row.locator('.who')).toContainText(WHOLE.codes[lap.driver]!);
    const best = Math.min(...WHOLE.laps.filter((one) => one.driver === lap.driver).map((one) => one.time));
    await expect(row.locator('.best')).toHaveText(asTime(best));
  }
  await expect(page.locator('.sentence')).toContainText('One safety car, every car finished.');
});

test('every chart is drawn, and none needs more than its own canvas', async ({ page }) => {
  const faults: string[] = [];
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  page.on('pageerror', (error) => faults.push(String(error)));
  const race = await opened(page);
  for (const id of CHARTS) {
    expect(await race.inked(id), `${id}: painted pixels`).toBeGreaterThan(1000);
  }
  expect(faults).toEqual([]);
});

test('stints in the tyres’ table are those that were driven', async ({ page }) => {
  const race = await opened(page);
  const rows = await race.numbers('tyres');
  const text = rows.map((row) => Object.values(row).join(' '));
  for (const [driver, code] of WHOLE.codes.entries()) {
    const own = text.filter((row) => row.includes(code));
    expect(own, code).toHaveLength(2);
    expect(own[0]).toContain(String(WHOLE.stop(driver)));
  }
});

test('positions in the lap chart’s table are those at the line', async ({ page }) => {
  const race = await opened(page);
  const rows = await race.numbers('lap-chart');
  for (const lap of [2, 10, 20]) {
    for (const one of WHOLE.laps.filter((made) => made.lap === lap)) {
      const code = WHOLE.codes[one.driver]!;
      const row =
        rows.find((row) => Object.values(row)[0] === String(lap)) ?? rows.find((row) => Object.values(row)[0] === code);
      const cell = row?.[code] ?? row?.[String(lap)] ?? row?.[`Lap ${lap}`];
      expect(cell, `${code} at lap ${lap}`).toBe(String(one.position));
    }
  }
});

test('a penalty is told in the lap chart’s table, in its lap, and on the row of the result', async ({ page }) => {
  const race = await opened(page);
  const rows = await race.numbers('lap-chart');
  const code = WHOLE.codes[PENALTY.driver]!;
  const words = '5 s penalty, speeding in the pit lane';
  const told = rows.filter((row) => Object.values(row).join(' ').includes(words));
  expect(told.map((row) => Object.values(row)[0])).toEqual([String(PENALTY.lap)]);
  expect(Object.values(told[0]!).at(-1)).toContain(`${code} ${words}`);
  const results = page.getByRole('table', { name: 'Result' });
  await expect(results.locator(`tr[data-code="${code}"]`)).toHaveAttribute('title', words);
  await expect(results.locator('tr[title]')).toHaveCount(1);
});

test('team medians are of the green laps', async ({ page }) => {
  const race = await opened(page);
  const rows = await race.numbers('team-pace');
  const mclaren = rows.find((row) => Object.values(row)[0] === 'McLaren')!;
  const times = WHOLE.laps.filter((lap) => lap.driver < 2 && isGreen(lap)).map((lap) => lap.time);
  const cells = Object.values(mclaren);
  expect(cells.join(' ')).toContain(asTime(Math.round(quantile(times, 0.5))));
  expect(cells).toContain(String(times.length));
});

test('a link restores what was seen', async ({ page }) => {
  const race = await opened(page, 1, '?drivers=LAW,RUS&cursor=7&zoom=4-12&laps=all&palette=cb');
  await expect(page.getByRole('button', { name: /highlighted; press to remove/ })).toHaveCount(2);
  await expect(page.getByRole('button', { name: 'Lap 7' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('data-palette', 'cb');
  await race.drawn('gap');
  await expect(race.chart('gap').getByRole('button', { name: 'All laps' })).toBeVisible();
  await page.getByRole('button', { name: 'Cursor a lap on' }).click();
  await expect(page).toHaveURL(/cursor=8/);
  await race.chart('gap').getByRole('button', { name: 'All laps' }).click();
  await expect(page).not.toHaveURL(/zoom=/);
});

test('one cursor goes through all charts, and what is pointed at is said', async ({ page }) => {
  const race = await opened(page);
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
  const race = await opened(page);
  await race.drawn('team-pace');
  const filter = page.getByLabel('Which laps count for pace');
  await filter.selectOption('wet');
  await expect(race.chart('team-pace')).toHaveAttribute('data-state', 'empty');
  await filter.selectOption('green');
  await race.drawn('team-pace');
});

test('back leads to the page before', async ({ page }) => {
  await new RacePage(page).open(`${url}/season/${SEASON}`);
  await page.getByRole('link', { name: 'Race', exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`/race/${SEASON}/6`));
  await page.goBack();
  await expect(page).toHaveURL(new RegExp(`/season/${SEASON}`));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Season ${SEASON}`);
});

test('drivers go along to another race, its laps do not', async ({ page }) => {
  const race = await opened(page, 1, '?drivers=LAW,RUS&cursor=7&zoom=4-12');
  await race.drawn('lap-chart');
  await (await race.races()).getByRole('link', { name: '4 Made-up Grand Prix 4' }).click();
  await expect(page).toHaveURL(new RegExp(`/race/${SEASON}/4\\?drivers=LAW,RUS$`));
  await expect(page.locator('main')).toBeFocused();
  await page.goBack();
  await expect(page).toHaveURL(new RegExp(`/race/${SEASON}/1\\?drivers=LAW,RUS&cursor=7&zoom=4-12$`));
  await expect(page.getByRole('button', { name: 'Lap 7' })).toBeVisible();
  // One driver is all that round 3 has, and nobody of those chosen before.
  await (await race.races()).getByRole('link', { name: '3 Made-up Grand Prix 3' }).click();
  await expect(page.getByRole('button', { name: /highlighted; press to remove/ })).toHaveCount(1);
});

test('the races are walked by keys before one is gone to', async ({ page }) => {
  await opened(page, 2);
  const key = page.getByRole('button', { name: `Race: ${SEASON}, round 2` });
  const races = page.getByRole('group', { name: 'Races' });
  await key.press('Enter');
  await expect(races.getByRole('link', { name: '2 Made-up Grand Prix 2' }), 'begins at the race on the page').toBeFocused();
  await page.keyboard.press('Escape');
  await expect(races).toBeHidden();
  await expect(key).toBeFocused();
  await key.press('Enter');
  await expect(races.getByRole('link', { name: '2 Made-up Grand Prix 2' })).toBeFocused();
  for (const name of ['ArrowDown', 'Tab', 'ArrowUp', 'Tab', 'ArrowDown']) await page.keyboard.press(name);
  const fourth = races.getByRole('link', { name: '4 Made-up Grand Prix 4' });
  await expect(fourth).toBeFocused();
  await expect(fourth).toHaveAttribute('href', `/race/${SEASON}/4`);
  await expect(page).toHaveURL(new RegExp(`/race/${SEASON}/2`));
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/race/${SEASON}/4`));
  await expect(races).toBeHidden();
  await expect(page.locator('main')).toBeFocused();
});

test('a list closes when the viewer goes elsewhere', async ({ page }) => {
  const race = await opened(page);
  const races = await race.races();
  await expect(races).toBeVisible();
  await page.getByRole('button', { name: 'Choose drivers' }).click();
  await expect(races).toBeHidden();
  const drivers = page.getByRole('group', { name: 'Drivers to highlight' });
  await expect(drivers).toBeVisible();
  await page.locator('h1').click();
  await expect(drivers).toBeHidden();
  // By keys: behind the last driver the sheet ends.
  await page.getByRole('button', { name: 'Choose drivers' }).press('Enter');
  await drivers.getByRole('button', { name: 'ANT' }).focus();
  await page.keyboard.press('Tab');
  await expect(drivers).toBeHidden();
  await expect(page.getByRole('button', { name: /highlighted; press to remove/ }).first()).toBeFocused();
});

test('drivers are walked by keys before one is chosen, and several can be', async ({ page }) => {
  await opened(page, 1, '?drivers=NOR');
  const chips = page.getByRole('button', { name: /highlighted; press to remove/ });
  await page.getByRole('button', { name: 'Choose drivers' }).press('Enter');
  const drivers = page.getByRole('group', { name: 'Drivers to highlight' });
  await expect(drivers.getByRole('button')).toHaveCount(6);
  for (const name of ['ArrowDown', 'Tab', 'ArrowDown', 'Tab', 'ArrowDown', 'Tab']) await page.keyboard.press(name);
  await expect(drivers.getByRole('button', { name: 'VER' })).toBeFocused();
  await expect(chips).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(chips).toHaveCount(2);
  await expect(drivers.getByRole('button', { name: 'VER' }), 'the next is a key away').toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await expect(page).toHaveURL(/drivers=NOR,VER,LAW/);
  await expect(drivers.getByRole('button', { pressed: true })).toHaveText(['NOR', 'VER', 'LAW']);
});

test('laps are walked by keys before one is compared', async ({ page }) => {
  const race = await opened(page, 1, '?drivers=NOR&cursor=2');
  const chart = await race.drawn('telemetry');
  await chart.getByRole('button', { name: 'Choose laps' }).press('Enter');
  const laps = chart.getByRole('group', { name: 'Laps to compare' });
  const of = laps.getByRole('combobox');
  await of.focus();
  await of.press('ArrowDown');
  await expect(page, 'another driver is only looked at').not.toHaveURL(/compare=/);
  await of.selectOption('PIA');
  await laps.getByRole('button', { name: 'PIA, lap 3' }).press('Enter');
  await expect(laps.getByRole('button', { name: 'PIA, lap 3' })).toBeFocused();
  await laps.getByRole('button', { name: 'PIA, lap 5' }).press('Space');
  await expect(chart.getByRole('button', { name: /compared; press to remove/ })).toHaveText(['NOR 2', 'PIA 3', 'PIA 5']);
});

test('a part of a lap is looked at, and the whole again', async ({ page }) => {
  const race = await opened(page, 1, '?zoom=4-12');
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
  const race = await opened(page);
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
  const race = await opened(page);
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
  const race = await opened(page);
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
  const race = await opened(page);
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
  const race = await opened(page);
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
  const race = await opened(page);
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

test('charts are painted anew for another screen of the same size', async ({ page, context }) => {
  const race = await opened(page);
  const base = (await race.drawn('gap')).locator('canvas.base');
  const ratio = () => base.evaluate((element) => (element as HTMLCanvasElement).width / element.clientWidth);
  expect(await ratio()).toBe(1);
  const devtools = await context.newCDPSession(page);
  const { width, height } = page.viewportSize()!;
  for (const deviceScaleFactor of [2, 1.5, 1]) {
    await devtools.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor, mobile: false });
    await expect.poll(ratio).toBeCloseTo(deviceScaleFactor, 2);
  }
});

test('a place on a map is shown in telemetry and on the other map', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 2400 });
  const race = await opened(page);
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
  await expect(map.locator('.reading')).toContainText(/ at \d+ m:/);
  for (const chart of [telemetry, dominance, map]) await expect.poll(() => inked(chart)).toBe(true);
  await page.mouse.move(x + width / 2, y - 300);
  await expect.poll(() => inked(telemetry)).toBe(false);
});

test('paper does not wait for its turn', async ({ page }) => {
  const race = await opened(page);
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
  await page.goto(`${url}/race/${SEASON}/1`);
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

test('a chart has a link that restores it, and a frame', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const race = await opened(page, 1, '?drivers=NOR,VER&zoom=5-15');
  const chart = await race.drawn('gap');
  await chart.getByRole('button', { name: 'Gap to the leader: link' }).click();
  const copied = async (label: string) => {
    await chart.getByRole('button', { name: `${label}: Copy` }).click();
    await expect(chart.getByRole('button', { name: `${label}: Copied` })).toBeVisible();
    return page.evaluate(() => navigator.clipboard.readText());
  };
  const view = 'drivers=NOR,VER&zoom=5-15';
  expect(await copied('Link')).toBe(`${url}/race/${SEASON}/1?${view}#gap`);
  const frame = await copied('Frame for your page');

  // As a fan site has it.
  await page.setContent(frame);
  const framed = page.frameLocator('iframe[title^="Gap to the leader, Made-up Grand Prix 1"]');
  await expect(framed.locator('#gap')).toHaveAttribute('data-drawn-ms', /./);
  await expect(framed.locator('section')).toHaveCount(1);
  await expect(framed.getByRole('link')).toHaveAttribute('href', `${url}/race/${SEASON}/1?${view}#gap`);
});

for (const [id, path] of [['gap', 'race/2031/1'], ['tyres', 'race'], ['driver-standings', 'season/2031'], ['driver-reach', 'season/2031']] as const) {
  test(`${id} of ${path} fits a frame of 480 by 320`, async ({ page }) => {
    await page.setViewportSize({ width: 480, height: 320 });
    await page.goto(`${url}/${path}?panel=${id}`);
    await expect(page.locator(`#${id}`)).toHaveAttribute('data-drawn-ms', /./);
    await expect(page.locator('header, footer')).toHaveCount(0);
    await expect(page).toHaveURL(new RegExp(`panel=${id}`));
    const main = page.locator('main');
    const [wide, high] = await main.evaluate((main) => [main.scrollWidth - main.clientWidth, main.scrollHeight - main.clientHeight]);
    expect(wide, 'pixels to scroll sideways').toBe(0);
    // Rows have a height of their own.
    if (!['tyres', 'driver-reach'].includes(id)) expect(high, 'pixels to scroll down').toBe(0);
  });
}

test('pictures and numbers can be taken along', async ({ page }) => {
  const race = await opened(page);
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
  const race = await opened(page, 1, '?zoom=4-12&part=100-300');
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
  const race = await opened(page);
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

test('raw laps are sorted and filtered, and only those that are seen are in the document', async ({ page }) => {
  const race = await opened(page);
  // The charts above have their height once they are drawn; before, what is clicked may move away.
  await race.drawn('track-map');
  const table = page.getByRole('table', { name: 'Every lap' });
  await page.locator('#laps').scrollIntoViewIfNeeded();
  await expect(page.locator('#laps .count')).toHaveText('120 laps');
  expect(await table.locator('tbody tr').count()).toBeLessThan(70);
  await table.getByRole('button', { name: 'Time' }).press('Enter');
  await expect(table.getByRole('columnheader', { name: 'Time' })).toHaveAttribute('aria-sort', 'ascending');
  const fastest = Math.min(...WHOLE.laps.map((lap) => lap.time));
  await expect(table.locator('tbody tr:not(.room)').first()).toContainText(asTime(fastest));
  await page.getByRole('searchbox').fill('law pit');
  await expect(page.locator('#laps .count')).toHaveText('2 laps');
});

test('a race that does not exist says so', async ({ page }) => {
  await opened(page, 31);
  await expect(page.locator('h1')).toHaveText(`No race ${SEASON}, round 31.`);
});

test('a race without telemetry shows the rest', async ({ page }) => {
  const refused: string[] = [];
  page.on('response', (response) => response.ok() || refused.push(response.url()));
  const race = await opened(page, 2);
  await race.drawn('lap-chart');
  for (const id of ['telemetry', 'dominance', 'track-map']) {
    await race.chart(id).scrollIntoViewIfNeeded();
    await expect(race.chart(id)).toContainText('No telemetry for this race.');
  }
  await expect(race.chart('pit-stops')).toContainText('No pit stops for this race.');
  expect(refused, 'what the index does not list is not asked for').toEqual([]);
});

test('what is published while the page is open comes by itself', async ({ page }) => {
  const race = await opened(page, 6);
  await race.chart('pit-stops').scrollIntoViewIfNeeded();
  await expect(race.chart('pit-stops')).toContainText('No pit stops for this race.');
  await page.locator('#laps').scrollIntoViewIfNeeded();
  await page.getByLabel('Filter').fill('pit');
  await expect(page.locator('#laps .count')).not.toHaveText('0 laps');
  writeRound(folder, SEASON, 6, made(6, 21), ALL);
  writeIndex('published', [ALL, HALF, ALL, ALL, ALL, ALL]);
  await race.drawn('pit-stops');
  await expect(page.getByLabel('Filter'), 'what was typed stays').toHaveValue('pit');
});

test('telemetry is asked for of the lap on which the cursor rests, once', async ({ page }) => {
  const asked: string[] = [];
  page.on('request', (request) => /telemetry\/.+json/.test(request.url()) && asked.push(request.url().replace(/.*\//, '')));
  const race = await opened(page, 1, '?drivers=PIA&cursor=2');
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

test('one driver is a race', async ({ page }) => {
  const race = await opened(page, 3);
  for (const id of ['tyres', 'lap-chart', 'gap', 'lap-times']) await race.drawn(id);
});

test('an unknown compound is named', async ({ page }) => {
  const race = await opened(page, 4);
  const rows = await race.numbers('tyres');
  expect(JSON.stringify(rows).toLowerCase()).toContain('hypersoft');
});

test('a document that is cut off affects only its charts', async ({ page }) => {
  const race = await opened(page, 5);
  await race.drawn('tyres');
  await race.drawn('sectors');
  await expect(race.chart('gap')).toContainText('The laps arrived incomplete.');
  await expect(page.locator('#laps')).toContainText('The laps arrived incomplete.');
  await expect(page.getByRole('table', { name: 'Result' }).getByRole('row')).toHaveCount(7);
});

test('the season has a schedule, standings and what can still be reached', async ({ page }) => {
  await page.clock.setFixedTime(Date.UTC(2031, 5, 4, 13));
  await new RacePage(page).open(`${url}/season/${SEASON}`);
  await expect(page.getByRole('table', { name: 'Schedule' }).getByRole('row')).toHaveCount(7);
  await expect(page.locator('tr.next')).toContainText('Made-up Grand Prix 4');
  const drivers = page.getByRole('table', { name: 'Drivers' }).getByRole('row');
  await expect(drivers.nth(1)).toContainText('75');
  await expect(drivers.nth(2).locator('.reach')).toContainText('61');
  await expect(drivers.nth(3).locator('.reach')).toContainText('cannot win any more');
  await page.getByRole('link', { name: 'Made-up Grand Prix 1' }).click();
  await expect(page).toHaveURL(new RegExp(`/race/${SEASON}/1`));
});

test('a page without the chart that a frame is of is a whole page', async ({ page }) => {
  await page.goto(`${url}/season/${SEASON}?panel=gap`);
  await expect(page.locator('#driver-standings').getByRole('button', { name: /: link$/ })).toBeVisible();
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Race' }).click();
  await expect(page.locator('main.race')).toBeVisible();
  await expect(page).not.toHaveURL(/panel=/);
});

test('a race gone to from itself stays, and keeps the focus on the page', async ({ page }) => {
  await opened(page);
  await page.locator('main').evaluate((main) => main.setAttribute('data-was-here', ''));
  const before = await page.evaluate(() => history.length);
  await page.getByRole('button', { name: /^Race: / }).press('Enter');
  await expect(page.locator('#races a[aria-current="page"]')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('#races')).toBeHidden();
  await expect(page.locator('main[data-was-here]')).toBeFocused();
  expect(await page.evaluate(() => history.length)).toBe(before);
});

for (const [timezoneId, start] of [
  ['America/Los_Angeles', 'Fri 21 Nov, 20:00'],
  ['UTC', 'Sat 22 Nov, 04:00'],
  ['Pacific/Auckland', 'Sat 22 Nov, 17:00'],
] as const) {
  test(`a night race starts when it does, ${timezoneId}`, async ({ browser }) => {
    const context = await browser.newContext({ timezoneId });
    const page = await context.newPage();
    await page.goto(`${url}/season/${NIGHT}`);
    await expect(page.locator('.schedule .start')).toHaveText(start);
    await context.close();
  });
}

test('the next session is counted down to, and the race', async ({ page }) => {
  const next = page.locator('dl.next');
  await page.clock.setFixedTime(LAS_VEGAS - 26 * HOUR);
  await page.goto(`${url}/season/${NIGHT}`);
  await expect(next).toContainText('Qualifying, Made-up Grand Prix 102:00:00');
  await expect(next).toContainText('Race1 d 02:00:00');
  await page.clock.setFixedTime(LAS_VEGAS - HOUR);
  await expect(next).toHaveText('Made-up Grand Prix 101:00:00');
  await page.clock.setFixedTime(LAS_VEGAS + HOUR);
  await expect(next.getByRole('link', { name: 'live now' })).toHaveAttribute('href', '/');
});

test('there is a way to every part of the page', async ({ page }) => {
  await opened(page);
  await page.getByRole('button', { name: 'Charts' }).click();
  const parts = page.locator('#parts');
  await expect(parts.getByRole('link')).toHaveCount(CHARTS.length + 2);
  await parts.getByRole('link', { name: 'Pit stops' }).click();
  await expect(parts).toBeHidden();
  await expect(page.locator('#pit-stops')).toBeInViewport();
  await expect(page).toHaveURL(/#pit-stops$/);
});

test('a phone has all of the result', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await opened(page);
  const row = page.getByRole('table', { name: 'Result' }).getByRole('row').nth(1);
  await expect(row.locator('.phone')).toBeVisible();
  await expect(row.locator('.phone')).toContainText(/grid \d+, \d stops?, best on lap \d+/);
});

for (const [width, height] of [[320, 568], [390, 844], [768, 1024]] as const) {
  test(`nothing scrolls sideways at ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    const race = await opened(page);
    for (const id of CHARTS) await race.drawn(id);
    await race.expectNoSidewaysScroll();
    await race.open(`${url}/season/${SEASON}`);
    await seasonIsThere(page);
    await race.expectNoSidewaysScroll();
  });
}

const ALL_THERE: [path: string, (page: Page) => Promise<unknown>][] = [
  [`/race/${SEASON}/1?cursor=7`, (page) => new RacePage(page).numbers('tyres')],
  // Without laps: the stints alone are a chart.
  [`/race/${SEASON}/5`, (page) => new RacePage(page).numbers('tyres')],
  [`/race/${SEASON}/1?panel=gap`, (page) => new RacePage(page).numbers('gap')],
  [`/race/${SEASON}/31`, (page) => expect(page.locator('h1')).toContainText('No race')],
  [`/season/${SEASON}`, seasonIsThere],
];

for (const colorScheme of ['dark', 'light'] as const) {
  for (const [path, isThere] of ALL_THERE) {
    test(`axe finds nothing at ${path}, ${colorScheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await page.goto(`${url}${path}`);
      await isThere(page);
      // The page has no frames; without the legacy mode axe opens a second page to gather what it found in them.
      const found = await new AxeBuilder({ page }).setLegacyMode().analyze();
      expect(found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target).join(', ')}`)).toEqual([]);
    });
  }
}

for (const colorScheme of ['dark', 'light'] as const) {
  for (const [width, height] of [[390, 844], [1440, 900]] as const) {
    test(`axe finds nothing on open sheets, ${colorScheme}, ${width} px`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height });
      const race = await opened(page);
      const open = async (of: Locator, key: RegExp) => {
        await of.getByRole('button', { name: key }).click();
        const found = await new AxeBuilder({ page }).setLegacyMode().include('.sheet:not([hidden])').analyze();
        expect(found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target).join(', ')}`)).toEqual([]);
        await race.expectNoSidewaysScroll();
        const sheet = (await page.locator('.sheet:visible').boundingBox())!;
        expect(sheet.x, 'within the window').toBeGreaterThanOrEqual(0);
        expect(sheet.x + sheet.width, 'within the window').toBeLessThanOrEqual(width);
      };
      await open(page.locator('header'), /^Race: /);
      await open(page.locator('.bar'), /Choose drivers/);
      await open(await race.drawn('telemetry'), /Choose laps/);
    });
  }
}

async function seasonIsThere(page: Page): Promise<void> {
  for (const name of ['Schedule', 'Drivers']) {
    await expect(page.getByRole('table', { name }).getByRole('row')).not.toHaveCount(0);
  }
}
