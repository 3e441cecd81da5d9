// The page after the race: on made-up documents, whose numbers are computed here and not by the page.
import { expect, test } from '@playwright/test';
import { RacePage } from '../pages/race-page.ts';
import { ALL, HALF, SEASON, WHOLE, CHARTS, serveMadeUp } from '../support/made-up.ts';
import { asTime } from '../support/recording.ts';
import { PENALTY, isGreen, made, quantile, writeRound } from '../support/marts.ts';

const site = serveMadeUp();

test('the newest race is where an address without one leads', async ({ page }) => {
  await new RacePage(page).open(`${site.url}/race`);
  await expect(page).toHaveURL(new RegExp(`/race/${SEASON}/6`));
});

test('the result says places, time, stops, best lap and points', async ({ page }) => {
  await site.opened(page);
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
  await expect(page.locator('.sentence')).toContainText('1 safety car. Every car finished.');
});

test('every chart is drawn, and none needs more than its own canvas', async ({ page }) => {
  const faults: string[] = [];
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  page.on('pageerror', (error) => faults.push(String(error)));
  const race = await site.opened(page);
  for (const id of CHARTS) {
    expect(await race.inked(id), `${id}: painted pixels`).toBeGreaterThan(1000);
  }
  expect(faults).toEqual([]);
});

test('stints in the tyres’ table are those that were driven', async ({ page }) => {
  const race = await site.opened(page);
  const rows = await race.numbers('tyres');
  const text = rows.map((row) => Object.values(row).join(' '));
  for (const [driver, code] of WHOLE.codes.entries()) {
    const own = text.filter((row) => row.includes(code));
    expect(own, code).toHaveLength(2);
    expect(own[0]).toContain(String(WHOLE.stop(driver)));
  }
});

test('positions in the lap chart’s table are those at the line', async ({ page }) => {
  const race = await site.opened(page);
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
  const race = await site.opened(page);
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
  const race = await site.opened(page);
  const rows = await race.numbers('team-pace');
  const mclaren = rows.find((row) => Object.values(row)[0] === 'McLaren')!;
  const times = WHOLE.laps.filter((lap) => lap.driver < 2 && isGreen(lap)).map((lap) => lap.time);
  const cells = Object.values(mclaren);
  expect(cells.join(' ')).toContain(asTime(Math.round(quantile(times, 0.5))));
  expect(cells).toContain(String(times.length));
});

test('a link restores what was seen', async ({ page }) => {
  const race = await site.opened(page, 1, '?drivers=LAW,RUS&cursor=7&zoom=4-12&laps=all&palette=cb');
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

test('back leads to the page before', async ({ page }) => {
  await new RacePage(page).open(`${site.url}/season/${SEASON}`);
  await page.getByRole('link', { name: 'Race', exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`/race/${SEASON}/6`));
  await page.goBack();
  await expect(page).toHaveURL(new RegExp(`/season/${SEASON}`));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Season ${SEASON}`);
});

test('drivers go along to another race, its laps do not', async ({ page }) => {
  const race = await site.opened(page, 1, '?drivers=LAW,RUS&cursor=7&zoom=4-12');
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

test('raw laps are sorted and filtered, and only those that are seen are in the document', async ({ page }) => {
  const race = await site.opened(page);
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
  await site.opened(page, 31);
  await expect(page.locator('h1')).toHaveText(`No race ${SEASON}, round 31.`);
});

test('a race without telemetry shows the rest', async ({ page }) => {
  const refused: string[] = [];
  page.on('response', (response) => response.ok() || refused.push(response.url()));
  const race = await site.opened(page, 2);
  await race.drawn('lap-chart');
  for (const id of ['telemetry', 'dominance', 'track-map']) {
    await race.chart(id).scrollIntoViewIfNeeded();
    await expect(race.chart(id)).toContainText('No telemetry for this session.');
  }
  await expect(race.chart('pit-stops')).toContainText('No pit stops for this session.');
  expect(refused, 'what the index does not list is not asked for').toEqual([]);
});

test('what is published while the page is open comes by itself', async ({ page }) => {
  const race = await site.opened(page, 6);
  await race.chart('pit-stops').scrollIntoViewIfNeeded();
  await expect(race.chart('pit-stops')).toContainText('No pit stops for this session.');
  await page.locator('#laps').scrollIntoViewIfNeeded();
  await page.getByLabel('Filter').fill('pit');
  await expect(page.locator('#laps .count')).not.toHaveText('0 laps');
  writeRound(site.folder, SEASON, 6, made(6, 21), ALL);
  site.writeIndex('published', [ALL, HALF, ALL, ALL, ALL, ALL]);
  await race.drawn('pit-stops');
  await expect(page.getByLabel('Filter'), 'what was typed stays').toHaveValue('pit');
});

test('one driver is a race', async ({ page }) => {
  const race = await site.opened(page, 3);
  for (const id of ['tyres', 'lap-chart', 'gap', 'lap-times']) await race.drawn(id);
});

test('an unknown compound is named', async ({ page }) => {
  const race = await site.opened(page, 4);
  const rows = await race.numbers('tyres');
  expect(JSON.stringify(rows).toLowerCase()).toContain('hypersoft');
});

test('a document that is cut off affects only its charts', async ({ page }) => {
  const race = await site.opened(page, 5);
  await race.drawn('tyres');
  await race.drawn('sectors');
  await expect(race.chart('gap')).toContainText('The laps arrived incomplete.');
  await expect(page.locator('#laps')).toContainText('The laps arrived incomplete.');
  await expect(page.getByRole('table', { name: 'Result' }).getByRole('row')).toHaveCount(7);
});
