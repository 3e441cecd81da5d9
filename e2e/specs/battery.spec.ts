// A phone that is to last: the screen stays on as long as it is worth it, and the lite mode is offered, seen, and kept.
import { expect, test, type Page } from '@playwright/test';
import { LivePage } from '../pages/live-page.ts';
import { Gateway } from '../support/services.ts';

test.use({ viewport: { width: 390, height: 844 } });

/** Puts a wake lock into the page that counts how often it is asked for and how often it is held. */
function countLocks(page: Page) {
  return page.addInitScript(() => {
    const locks = ((window as any).locks = { asked: 0, held: 0 });
    const request = async () => {
      locks.asked++;
      locks.held++;
      let isHeld = true;
      return {
        release: async () => {
          if (isHeld) locks.held--;
          isHeld = false;
        },
      };
    };
    Object.defineProperty(navigator, 'wakeLock', { value: { request } });
  });
}

const locks = (page: Page) => page.evaluate(() => (window as any).locks as { asked: number; held: number });

/** Hides the page, or shows it again, as a browser tells it. */
function hide(page: Page, hidden: boolean) {
  return page.evaluate((hidden) => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
  }, hidden);
}

test('the screen is kept on while the session runs and the page is seen', async ({ page }) => {
  const gateway = await Gateway.start(['--source', 'demo', '--from', '6']);
  try {
    await countLocks(page);
    const live = await new LivePage(page).openMeasured(gateway.url);
    await expect.poll(() => locks(page)).toEqual({ asked: 1, held: 1 });
    await hide(page, true);
    await expect.poll(() => locks(page)).toEqual({ asked: 1, held: 0 });
    await hide(page, false);
    await expect.poll(() => locks(page)).toEqual({ asked: 2, held: 1 });
    // What stands still is not worth the battery.
    await page.keyboard.press('k');
    await expect(live.pill).toHaveAttribute('data-state', 'paused');
    await expect.poll(() => locks(page)).toEqual({ asked: 2, held: 0 });
    await page.keyboard.press('l');
    await expect.poll(() => locks(page)).toEqual({ asked: 3, held: 1 });
    // Against the viewer's wish it is not.
    await page.locator('.tabs button').nth(3).click();
    await page.getByLabel('Keep the screen on').click();
    await expect.poll(() => locks(page)).toEqual({ asked: 3, held: 0 });
  } finally {
    await gateway.stop();
  }
});

test('after the flag the screen may go dark', async ({ page }) => {
  test.setTimeout(240_000);
  const gateway = await Gateway.start(['--source', 'demo', '--from', '20', '--speed', '10']);
  try {
    await countLocks(page);
    await new LivePage(page).open(gateway.url);
    await expect.poll(async () => (await locks(page)).held).toBe(1);
    await expect(page.locator('.page')).toHaveAttribute('data-flag', 'finish', { timeout: 120_000 });
    await expect.poll(async () => (await locks(page)).held).toBe(0);
  } finally {
    await gateway.stop();
  }
});

test('who runs low is offered the lite mode; it is seen, kept, and left by one key', async ({ page }) => {
  const gateway = await Gateway.start(['--source', 'demo', '--from', '6']);
  try {
    await page.addInitScript(() => {
      const battery = Object.assign(new EventTarget(), { level: 0.8, charging: false });
      Object.assign(window, { battery });
      Object.defineProperty(navigator, 'getBattery', { value: async () => battery });
    });
    const live = await new LivePage(page).openMeasured(gateway.url);
    const offer = page.locator('.offer');
    await expect(offer).toHaveCount(0);
    await page.evaluate(() => {
      const { battery } = window as any;
      battery.level = 0.18;
      battery.dispatchEvent(new Event('levelchange'));
    });
    await expect(offer).toContainText('Battery at 18%');
    await offer.getByRole('button', { name: 'Use lite' }).click();
    const key = page.getByRole('banner').getByRole('button', { name: 'Lite' });
    await expect(key).toBeVisible();
    await expect(offer).toHaveCount(0);
    // The map rests; the board goes on.
    const painted = (await live.inspect()).frames_painted;
    await page.locator('.tabs button').nth(3).click();
    const moment = page.locator('.time-panel .moment');
    const seen = await moment.textContent();
    await expect(moment).not.toHaveText(seen!);
    expect((await live.inspect()).frames_painted).toBe(painted);
    await page.locator('.tabs button').nth(1).click();
    await expect(page.getByText('The map rests')).toBeVisible();
    await live.open(gateway.url);
    await expect(key).toBeVisible();
    await key.click();
    await expect(key).toHaveCount(0);
    await live.until((seen) => 0 < seen.frames_painted);
  } finally {
    await gateway.stop();
  }
});
