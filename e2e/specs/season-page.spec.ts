// The page of a season: the schedule in the visitor's time, and the standings.
import { expect, test } from '@playwright/test';
import { RacePage } from '../pages/race-page.ts';
import { SEASON, HOUR, NIGHT, LAS_VEGAS, serveMadeUp } from '../support/made-up.ts';

const site = serveMadeUp();

test('the season has a schedule, standings and what can still be reached', async ({ page }) => {
  await page.clock.setFixedTime(Date.UTC(2031, 5, 4, 13));
  await new RacePage(page).open(`${site.url}/season/${SEASON}`);
  await expect(page.getByRole('table', { name: 'Schedule' }).getByRole('row')).toHaveCount(7);
  await expect(page.locator('tr.next')).toContainText('Made-up Grand Prix 4');
  const drivers = page.getByRole('table', { name: 'Drivers' }).getByRole('row');
  await expect(drivers.nth(1)).toContainText('75');
  await expect(drivers.nth(2).locator('.reach')).toContainText('61');
  await expect(drivers.nth(3).locator('.reach')).toContainText('cannot win any more');
  await page.getByRole('link', { name: 'Made-up Grand Prix 1' }).click();
  await expect(page).toHaveURL(new RegExp(`/race/${SEASON}/1`));
});

for (const [timezoneId, start] of [
  ['America/Los_Angeles', 'Fri 21 Nov, 20:00'],
  ['UTC', 'Sat 22 Nov, 04:00'],
  ['Pacific/Auckland', 'Sat 22 Nov, 17:00'],
] as const) {
  test(`a night race starts when it does, ${timezoneId}`, async ({ browser }) => {
    const context = await browser.newContext({ timezoneId });
    const page = await context.newPage();
    await page.goto(`${site.url}/season/${NIGHT}`);
    await expect(page.locator('.schedule .start')).toHaveText(start);
    await context.close();
  });
}

test('the next session is counted down to, and the race', async ({ page }) => {
  const next = page.locator('dl.next');
  await page.clock.setFixedTime(LAS_VEGAS - 26 * HOUR);
  await page.goto(`${site.url}/season/${NIGHT}`);
  await expect(next).toContainText('Qualifying, Made-up Grand Prix 102:00:00');
  await expect(next).toContainText('Race1 d 02:00:00');
  await page.clock.setFixedTime(LAS_VEGAS - HOUR);
  await expect(next).toHaveText('Made-up Grand Prix 101:00:00');
  await page.clock.setFixedTime(LAS_VEGAS + HOUR);
  await expect(next.getByRole('link', { name: 'live now' })).toHaveAttribute('href', './');
});

test('what a season has of its own and is held back says why, with what was published before and without', async ({ page }) => {
  const hold = async (documents: string[]) => {
    await page.unrouteAll();
    await page.route('**/api/marts/index.json', async (route) => {
      const response = await route.fetch();
      const index = await response.json();
      const entry = index.seasons.find((one: { season: number }) => one.season === SEASON);
      Object.assign(entry, { held_back: 'pub_standings has a row without name', documents });
      await route.fulfill({ response, json: index });
    });
  };
  const notice = page.locator('.notice');
  await hold(['schedule', 'standings']);
  await page.goto(`${site.url}/season/${SEASON}`);
  await expect(notice).toHaveText(
    'Held back: pub_standings has a row without name. What is shown was published before.',
  );
  await expect(page.getByRole('table', { name: 'Drivers' })).toBeVisible();
  await hold([]);
  await page.route(`**/api/marts/${SEASON}/*.json`, (route) => route.fulfill({ status: 404 }));
  await page.goto(`${site.url}/season/${SEASON}`);
  await expect(notice).toHaveText(
    'Held back: pub_standings has a row without name. It is shown once that is corrected.',
  );
});
