// One TV delay on all devices: a code from one of them, typed, photographed or linked on the others.
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Browser, type Locator, type Page } from '@playwright/test';
import { LivePage } from '../pages/live-page.ts';
import { Gateway } from '../support/services.ts';

let gateway: Gateway;

test.beforeAll(async () => {
  gateway = await Gateway.start(['--source', 'demo', '--from', '6']);
});

test.afterAll(async () => gateway?.stop());

/** A device of its own, with the sheet of the delay open. */
async function device(browser: Browser, address: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await new LivePage(page).open(address);
  await page.locator('.delay > .key').click();
  return page;
}

function field(page: Page): Locator {
  return page.getByLabel('Delay in seconds');
}

async function given(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Give them a code' }).click();
  await expect(page.locator('.code .figure')).toHaveText(/^[2-9A-Z]{6}$/);
  return (await page.locator('.code .figure').textContent())!;
}

test('a code gives other devices the same delay, and a change follows on all of them', async ({ browser }) => {
  const sofa = await device(browser, `${gateway.url}/?delay=5`);
  const code = await given(sofa);

  const phone = await device(browser, gateway.url);
  await expect(field(phone)).toHaveValue('0.0');
  await phone.getByLabel('Code from another device').fill(`${code.slice(0, 3)} ${code.slice(3).toLowerCase()}`);
  await phone.keyboard.press('Enter');
  await expect(field(phone)).toHaveValue('5.0');
  await expect(new LivePage(phone).pill).toHaveAttribute('data-state', 'delayed');

  const tablet = await device(browser, await sofa.locator('.give input').inputValue());
  await expect(tablet.locator('.code .figure')).toHaveText(code);
  const all = [sofa, phone, tablet];
  for (const [who, key, delay] of [
    [phone, 'A second more', '6.0'],
    [tablet, 'A tenth less', '5.9'],
    [sofa, 'A tenth more', '6.0'],
  ] as const) {
    await who.getByRole('button', { name: key }).click();
    for (const page of all) await expect(field(page)).toHaveValue(delay);
  }
  // Many in a row, faster than any of them arrives.
  await phone.getByRole('button', { name: 'A tenth more' }).evaluate((key: HTMLElement) => {
    for (let i = 0; i < 15; i++) key.click();
  });
  for (const page of all) await expect(field(page)).toHaveValue('7.5');

  // It is kept on the device, and outlives a restart of the gateway, which forgets codes.
  gateway = await gateway.replaceAfterKill();
  await tablet.reload();
  await tablet.locator('.delay > .key').click();
  await expect(tablet.locator('.code .figure')).toHaveText(code);
  await expect.poll(async () => (await fetch(`${gateway.url}/api/delays/${code}`)).status).toBe(200);
  await sofa.getByRole('button', { name: 'A second less' }).click();
  for (const page of all) await expect(field(page)).toHaveValue('6.5');

  // Who has left has a delay alone.
  await phone.getByRole('button', { name: 'Leave' }).click();
  await sofa.getByRole('button', { name: 'A second less' }).click();
  await expect(field(tablet)).toHaveValue('5.5');
  await expect(field(phone)).toHaveValue('6.5');
  await phone.reload();
  await phone.locator('.delay > .key').click();
  await expect(phone.locator('.code .figure')).toHaveCount(0);
  // Also who came by the link, which is not followed again.
  await tablet.getByRole('button', { name: 'Leave' }).click();
  await tablet.reload();
  await tablet.locator('.delay > .key').click();
  await expect(tablet.locator('.code .figure')).toHaveCount(0);
  await Promise.all(all.map((page) => page.context().close()));
});

test('the picture of the code is there for a camera, and what is no code is said', async ({ browser }) => {
  const page = await device(browser, `${gateway.url}/?delay=5`);
  await page.getByLabel('Code from another device').fill('K7X2QM');
  await page.keyboard.press('Enter');
  await expect(page.locator('.others [role=status]')).toHaveText('No device has given this code.');
  const code = await given(page);
  await expect(page.locator('.others [role=status]')).toContainText('Devices with this code have this delay');
  await expect(page.locator('.others'), 'the focus stays in the sheet').toBeFocused();
  const picture = page.getByRole('img', { name: 'QR code of this page' });
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(100);
  await expect(picture).toHaveAttribute('src', new RegExp(`^api/delays/${code}/qr\\.svg\\?delay=5\\.0$`));
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  expect(violations.map((one) => one.id)).toEqual([]);
  await page.context().close();
});

test('the sheet is whole in a low window, and Escape gives the focus back to its key', async ({ page }) => {
  // What a browser lays out on a wide screen at 200 %.
  const height = 475;
  await page.setViewportSize({ width: 960, height });
  await new LivePage(page).open(`${gateway.url}/?delay=5`);
  await page.locator('.delay > .key').click();
  await given(page);
  const sheet = page.locator('.delay-sheet');
  const box = (await sheet.boundingBox())!;
  expect(box.y, 'its top').toBeGreaterThanOrEqual(0);
  expect(box.y + box.height, 'its end').toBeLessThanOrEqual(height);
  for (const key of await sheet.getByRole('button').all()) {
    await key.scrollIntoViewIfNeeded();
    await expect(key).toBeInViewport({ ratio: 1 });
  }
  await page.keyboard.press('Escape');
  await expect(sheet).toHaveCount(0);
  await expect(page.locator('.delay > .key')).toBeFocused();
});

test('where no codes are given, a sentence says so, and the link is there', async ({ page }) => {
  await page.route('**/api/delays/**', (route) => route.fulfill({ status: 405 }));
  await new LivePage(page).open(`${gateway.url}/?delay=5`);
  await page.locator('.delay > .key').click();
  await page.getByRole('button', { name: 'Give them a code' }).click();
  await expect(page.locator('.others [role=status]')).toContainText('No code can be had here.');
  await expect(page.locator('.give input')).toHaveValue(/\?delay=5\.0$/);
});
