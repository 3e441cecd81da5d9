// Ways to and through the page after the race: keys, phones, screen readers, frames of other pages.
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { RacePage, seasonIsThere } from '../pages/race-page.ts';
import { CHARTS, SEASON, serveMadeUp } from '../support/made-up.ts';

const site = serveMadeUp();

test('the races are walked by keys before one is gone to', async ({ page }) => {
  await site.opened(page, 2);
  const key = page.getByRole('button', { name: `Race: ${SEASON}, round 2` });
  const races = page.getByRole('group', { name: 'Races' });
  await key.press('Enter');
  await expect(races.getByRole('link', { name: '2 Made-up Grand Prix 2' }), 'begins at the race on the page').toBeFocused();
  await page.keyboard.press('Escape');
  await expect(races).toBeHidden();
  await expect(key).toBeFocused();
  await key.press('Enter');
  await expect(races.getByRole('link', { name: '2 Made-up Grand Prix 2' })).toBeFocused();
  for (const name of ['ArrowDown', 'Tab', 'ArrowUp', 'ArrowDown']) await page.keyboard.press(name);
  const fourth = races.getByRole('link', { name: '4 Made-up Grand Prix 4' });
  await expect(fourth).toBeFocused();
  await expect(fourth).toHaveAttribute('href', `race/${SEASON}/4`);
  await expect(page).toHaveURL(new RegExp(`/race/${SEASON}/2`));
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/race/${SEASON}/4`));
  await expect(races).toBeHidden();
  await expect(page.locator('main')).toBeFocused();
});

test('a list opened before its races have come gets the focus when they have', async ({ page }) => {
  let come = () => {};
  const asked = new Promise<void>((resolve) => (come = resolve));
  await page.route('**/api/marts/index.json', async (route) => {
    await asked;
    await route.continue();
  });
  await site.opened(page, 2);
  await page.getByRole('button', { name: `Race: ${SEASON}, round 2` }).press('Enter');
  const races = page.getByRole('group', { name: 'Races' });
  await expect(races).toContainText('No race yet.');
  come();
  await expect(races.getByRole('link', { name: '2 Made-up Grand Prix 2' })).toBeFocused();
});

test('a list closes when the viewer goes elsewhere', async ({ page }) => {
  const race = await site.opened(page);
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
  await site.opened(page, 1, '?drivers=NOR');
  const chips = page.getByRole('button', { name: /highlighted; press to remove/ });
  await page.getByRole('button', { name: 'Choose drivers' }).press('Enter');
  const drivers = page.getByRole('group', { name: 'Drivers to highlight' });
  await expect(drivers.getByRole('button')).toHaveCount(6);
  for (const name of ['ArrowDown', 'Tab', 'ArrowDown']) await page.keyboard.press(name);
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
  const race = await site.opened(page, 1, '?drivers=NOR&cursor=2');
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

test('a chart has a link that restores it, and a frame', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const race = await site.opened(page, 1, '?drivers=NOR,VER&zoom=5-15');
  const chart = await race.drawn('gap');
  await chart.getByRole('button', { name: 'Gap to the leader: link' }).click();
  const copied = async (label: string) => {
    await chart.getByRole('button', { name: `${label}: Copy` }).click();
    await expect(chart.getByRole('button', { name: `${label}: Copied` })).toBeVisible();
    return page.evaluate(() => navigator.clipboard.readText());
  };
  const view = 'drivers=NOR,VER&zoom=5-15';
  expect(await copied('Link')).toBe(`${site.url}/race/${SEASON}/1?${view}#gap`);
  const frame = await copied('Frame for your page');

  // As a fan site has it.
  await page.setContent(frame);
  const framed = page.frameLocator('iframe[title^="Gap to the leader, Made-up Grand Prix 1"]');
  await expect(framed.locator('#gap')).toHaveAttribute('data-drawn-ms', /./);
  await expect(framed.locator('section')).toHaveCount(1);
  await expect(framed.getByRole('link')).toHaveAttribute('href', `${site.url}/race/${SEASON}/1?${view}#gap`);
});

for (const [id, path] of [['gap', 'race/2031/1'], ['tyres', 'race'], ['driver-standings', 'season/2031'], ['driver-reach', 'season/2031']] as const) {
  test(`${id} of ${path} fits a frame of 480 by 320`, async ({ page }) => {
    await page.setViewportSize({ width: 480, height: 320 });
    await page.goto(`${site.url}/${path}?panel=${id}`);
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

test('a page without the chart that a frame is of is a whole page', async ({ page }) => {
  await page.goto(`${site.url}/season/${SEASON}?panel=gap`);
  await expect(page.locator('#driver-standings').getByRole('button', { name: /: link$/ })).toBeVisible();
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Race' }).click();
  await expect(page.locator('main.race')).toBeVisible();
  await expect(page).not.toHaveURL(/panel=/);
});

test('a race gone to from itself stays, and keeps the focus on the page', async ({ page }) => {
  await site.opened(page);
  await page.locator('main').evaluate((main) => main.setAttribute('data-was-here', ''));
  const before = await page.evaluate(() => history.length);
  await page.getByRole('button', { name: /^Race: / }).press('Enter');
  await expect(page.locator('#races a[aria-current="page"]')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('#races')).toBeHidden();
  await expect(page.locator('main[data-was-here]')).toBeFocused();
  expect(await page.evaluate(() => history.length)).toBe(before);
});

test('there is a way to every part of the page', async ({ page }) => {
  await site.opened(page);
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
  await site.opened(page);
  const row = page.getByRole('table', { name: 'Result' }).getByRole('row').nth(1);
  await expect(row.locator('.phone')).toBeVisible();
  const [whole, line, time] = await Promise.all([row, row.locator('.phone'), row.locator('.time')].map((one) => one.boundingBox()));
  expect(line!.y + line!.height, 'within its row').toBeLessThanOrEqual(whole!.y + whole!.height);
  expect(line!.y, 'below the figures').toBeGreaterThan(time!.y + 20);
  await expect(row.locator('.phone')).toContainText(/grid \d+, \d stops?, best on lap \d+/);
});

for (const [width, height] of [[320, 568], [390, 844], [768, 1024]] as const) {
  test(`nothing scrolls sideways at ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    const race = await site.opened(page);
    for (const id of CHARTS) await race.drawn(id);
    await race.expectNoSidewaysScroll();
    await race.open(`${site.url}/season/${SEASON}`);
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
      await page.goto(`${site.url}${path}`);
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
      const race = await site.opened(page);
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
