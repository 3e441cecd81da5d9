// What a spectator does beside watching: the pit ghost, the ring, a driver's details, the board as he likes it.
import { expect, test } from '@playwright/test';
import { LivePage } from '../pages/live-page.ts';
import { Gateway } from '../support/services.ts';

let gateway: Gateway;

test.beforeAll(async () => {
  gateway = await Gateway.start(['--source', 'demo', '--from', '6']);
});

test.afterAll(async () => gateway?.stop());

test('the chosen driver has a ghost: in words, and at a row of the board', async ({ page }) => {
  await new LivePage(page).openMeasured(gateway.url);
  await page.locator('#board [role=row]:not(.head)').nth(2).click();
  await expect(page.locator('.ghost-line')).toContainText(/If it stops now: \d+(st|nd|rd|th)/);
  await expect(page.locator('.rejoin-words')).toContainText(/A stop.* costs \d+\.\d s ± \d+\.\d/);
  await expect(page.locator('#board .row.rejoin .rejoin-mark')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(page.locator('.ghost-line')).toBeEmpty();
});

test('the map turns into a ring and back, and the cars are still pointed at', async ({ page }) => {
  const live = await new LivePage(page).openMeasured(gateway.url);
  await page.getByRole('button', { name: 'Ring' }).click();
  await expect(page.getByRole('button', { name: 'Ring' })).toHaveAttribute('aria-pressed', 'true');
  const painted = (await live.inspect()).frames_painted;
  await live.until((seen) => painted + 3 < seen.frames_painted);
  await page.keyboard.press('o');
  await expect(page.getByRole('button', { name: 'Ring' })).toHaveAttribute('aria-pressed', 'false');
});

test('a followed driver is seen large until the whole track is wanted again', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await new LivePage(page).openMeasured(gateway.url);
  const scale = () =>
    page.evaluate(() => JSON.parse((window as any).gridcast.inspect()).viewport?.scale as number);
  const whole = await scale();
  await page.locator('#board [role=row]:not(.head)').nth(4).click();
  await page.keyboard.press('f');
  await expect.poll(scale).toBeGreaterThan(whole * 4);
  await page.getByRole('button', { name: 'Whole track' }).click();
  await expect.poll(scale).toBeLessThan(whole * 1.01);
  await expect(page.getByRole('button', { name: 'Follow' })).toHaveAttribute('aria-pressed', 'false');
});

test('details open by a key, tell a driver, and give the focus back to what had it', async ({ page }) => {
  await new LivePage(page).openMeasured(gateway.url);
  await page.locator('#board [role=row]:not(.head)').nth(1).click();
  await page.getByRole('slider').focus();
  await page.keyboard.press('d');
  const sheet = page.getByRole('region', { name: 'Details' });
  await expect(sheet).toBeFocused();
  await expect(sheet.getByRole('columnheader', { name: 'Lap' })).toBeVisible();
  await sheet.getByRole('button', { name: 'Weather' }).click();
  await expect(sheet).toContainText(/Now: (dry|rain), air|Nobody tells the weather/);
  await sheet.getByRole('button', { name: 'Championship' }).click();
  await expect(sheet).toContainText('is not known here');
  await sheet.getByRole('button', { name: 'Telemetry' }).click();
  await sheet.getByRole('group', { name: /Beside the chosen driver/ }).getByRole('checkbox').first().check();
  await expect(sheet.getByRole('row')).toHaveCount(3);
  await page.keyboard.press('Escape');
  await expect(sheet).toHaveCount(0);
  await expect(page.getByRole('slider')).toBeFocused();
});

test('the board as the viewer likes it is kept on the device', async ({ page }) => {
  await new LivePage(page).openMeasured(gateway.url);
  await page.keyboard.press('v');
  await expect(page.locator('.page')).toHaveAttribute('data-view', 'compact');
  await page.reload();
  await expect(page.locator('.page')).toHaveAttribute('data-view', 'compact');
  const code = await page.locator('#board [role=row]:not(.head)').last().locator('.who b').textContent();
  await page.locator(`#board [role=row]:has(.who b:text-is("${code}"))`).click();
  await page.keyboard.press('d');
  await page.getByRole('checkbox', { name: 'One of my favourites' }).check();
  await page.keyboard.press('Escape');
  await page.keyboard.press('v');
  await expect(page.locator('#board [role=row]:not(.head)').first().locator('.who b')).toHaveText(code!);
  await page.keyboard.press('g');
  await expect(page.locator('#board .head .gap')).toHaveText(`To ${code}`);
});

test('where nothing may be kept all works and is only forgotten', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', {
      get() {
        throw new DOMException('forbidden', 'SecurityError');
      },
    });
  });
  await new LivePage(page).openMeasured(gateway.url);
  await page.keyboard.press('v');
  await expect(page.locator('.page')).toHaveAttribute('data-view', 'compact');
});

test('events are listed by what they are about', async ({ page }) => {
  await new LivePage(page).openMeasured(gateway.url);
  const list = page.getByRole('list', { name: 'What just happened' });
  await expect(list.getByRole('listitem').first()).toBeVisible();
  await page.getByRole('combobox', { name: 'Which of it' }).selectOption('Pits');
  for (const line of await list.getByRole('listitem').allTextContents()) expect(line).toMatch(/pits/);
});

test('a row says for a while why its car has changed places', async ({ page }) => {
  const own = await Gateway.start(['--source', 'demo', '--from', '3', '--speed', '4']);
  try {
    await new LivePage(page).openMeasured(own.url);
    const mark = page.locator('#board .row .steward[title*="passed "], #board .row .steward[title*="stop"]').first();
    await expect(mark).toHaveText(/^[↑↓P]$/, { timeout: 100_000 });
  } finally {
    await own.stop();
  }
});
