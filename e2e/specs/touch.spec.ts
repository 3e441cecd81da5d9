// What a finger touches on the pages beside the live one: the charts after the race, the list of recordings, the builder
// of embeds.
import { expect, test } from '@playwright/test';
import { RacePage } from '../pages/race-page.ts';
import { SEASON, serveMadeUp } from '../support/made-up.ts';
import { tooSmall } from '../support/touch.ts';

const site = serveMadeUp();

test.use({ hasTouch: true, isMobile: true });

for (const [width, height] of [[320, 640], [844, 390]] as const) {
  test.describe(`at ${width} by ${height}`, () => {
    test.use({ viewport: { width, height } });

    test('whatever is touched on the charts is as large as a finger', async ({ page }) => {
      await site.opened(page);
      await expect(page.locator('main[aria-busy="false"]')).toBeVisible();
      expect(await tooSmall(page)).toEqual([]);
      await page.locator('#settings-key').tap();
      await expect(page.locator('#setting-language')).toBeVisible();
      expect(await tooSmall(page), 'the settings').toEqual([]);
      await page.locator('#settings-key').tap();
      await page.getByRole('button', { name: 'Charts' }).tap();
      await expect(page.locator('.parts a').first()).toBeInViewport();
      expect(await tooSmall(page)).toEqual([]);
    });

    test('whatever is touched on a season is as large as a finger', async ({ page }) => {
      await new RacePage(page).open(`${site.url}/season/${SEASON}`);
      await expect(page.locator('main[aria-busy="false"]')).toBeVisible();
      expect(await tooSmall(page)).toEqual([]);
    });

    test('whatever is touched in the list of recordings is as large as a finger', async ({ page }) => {
      const recordings = async () => (await (await page.request.get(`${site.url}/api/sessions/index.json`)).json()).sessions;
      await expect.poll(recordings).not.toEqual([]);
      await page.goto(`${site.url}/replay`);
      await expect(page.locator('main.recordings').getByRole('listitem').first()).toBeVisible();
      expect(await tooSmall(page)).toEqual([]);
    });

    test('whatever is touched in the builder of embeds is as large as a finger', async ({ page }) => {
      await page.goto(`${site.url}/embed`);
      await expect(page.locator('#drivers label').first()).toBeVisible();
      expect(await tooSmall(page), 'a live panel').toEqual([]);
      await page.getByText('A chart').tap();
      await expect(page.locator('[name=chart]')).toBeVisible();
      await expect(page.locator('#drivers [type=checkbox]').first()).toBeAttached();
      expect(await tooSmall(page), 'a chart').toEqual([]);
    });
  });
}
