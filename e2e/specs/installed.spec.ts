// Gridcast on a device: installable by the browser's own check, there without a network, never of two versions.
import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { LivePage } from '../pages/live-page.ts';
import { required } from '../support/process.ts';
import { Gateway } from '../support/services.ts';

test.use({ serviceWorkers: 'allow' });

/** Waits until the page is kept on the device. */
async function kept(page: Page) {
  await page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready;
    if (active!.state !== 'activated') await new Promise((done) => active!.addEventListener('statechange', done));
  });
}

test("the browser's own check finds it installable, with icons in the sizes that stores ask for", async ({ page }) => {
  const gateway = await Gateway.start(['--source', 'demo']);
  try {
    await new LivePage(page).open(gateway.url);
    await kept(page);
    const cdp = await page.context().newCDPSession(page);
    const { installabilityErrors } = await cdp.send('Page.getInstallabilityErrors');
    // A window of its own for a journey is, to the browser, a private one.
    expect(installabilityErrors.map((error) => error.errorId).filter((id) => id !== 'in-incognito')).toEqual([]);
    const { errors, data } = await cdp.send('Page.getAppManifest');
    expect(errors).toEqual([]);
    const icons: { src: string; sizes: string; purpose: string; type: string }[] = JSON.parse(data!).icons;
    for (const [sizes, purpose] of [['192x192', 'any'], ['512x512', 'any'], ['192x192', 'maskable'], ['512x512', 'maskable']]) {
      const icon = icons.find((icon) => icon.sizes === sizes && icon.purpose === purpose)!;
      const size = await page.evaluate(async (src) => {
        const picture = await createImageBitmap(await (await fetch(src)).blob());
        return `${picture.width}x${picture.height}`;
      }, icon.src);
      expect(size, icon.src).toBe(sizes);
    }
    const touch = await page.locator('link[rel="apple-touch-icon"]').evaluate((link: HTMLLinkElement) => link.href);
    expect((await page.request.get(touch)).headers()['content-type']).toBe('image/png');
  } finally {
    await gateway.stop();
  }
});

for (const base of ['/', '/f1/live/']) {
  test(`without a network it opens from the device and says so, below ${base}`, async ({ page, context }) => {
    const gateway = await Gateway.start(['--source', 'demo', '--base-path', base]);
    try {
      const address = new URL(base, gateway.url).href;
      const live = await new LivePage(page).openMeasured(`${address}?lang=de`);
      await kept(page);
      const scope = await page.evaluate(async () => (await navigator.serviceWorker.ready).scope);
      expect(scope).toBe(address);
      // Nothing of a race is kept.
      const names: string[] = await page.evaluate(async () => {
        const caches_ = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
        return (await Promise.all(caches_.map((cache) => cache.keys()))).flat().map((request) => new URL(request.url).pathname);
      });
      expect(names.length).toBeGreaterThan(5);
      expect(names.filter((name) => name.includes('/api/') || name.endsWith('/ws'))).toEqual([]);
      await gateway.stop();
      await context.setOffline(true);
      // A browser that is told to play offline still says to a page from a service worker that it has a network.
      await page.addInitScript(() => Object.defineProperty(navigator, 'onLine', { get: () => false }));
      await page.goto(`${address}?lang=de`);
      await page.waitForFunction(() => 'gridcast' in window);
      await expect(live.pill).toHaveAttribute('data-state', 'offline');
      await expect(page.getByRole('heading', { name: 'Kein Netz' })).toBeVisible();
      await expect(page.locator('.map .nothing')).toContainText('Gridcast, wie es hier aufbewahrt wurde');
      // Where the map is not seen, what is seen says it.
      await page.setViewportSize({ width: 390, height: 844 });
      await expect(page.getByRole('heading', { name: 'Kein Netz' })).toBeVisible();
      await expect(page.locator('.board .nothing')).toBeVisible();
      await page.locator('.tabs button').nth(2).click();
      await expect(page.locator('.events .nothing')).toBeVisible();
      for (const panel of ['map', 'board', 'events']) {
        await page.goto(`${address}?lang=de&panel=${panel}`);
        await expect(page.locator(`.${panel} .nothing`), panel).toBeVisible();
        await expect(page.getByRole('heading', { name: 'Kein Netz' }), panel).toHaveCount(1);
      }
    } finally {
      await gateway.stop();
    }
  });
}

/** A copy of the built page in which the style sheet, and so its name, is another. */
function anotherVersion(site: string): string {
  const copy = mkdtempSync(join(tmpdir(), 'gridcast-site-'));
  cpSync(site, copy, { recursive: true });
  for (const file of ['index.html', 'worker.js']) for (const ending of ['br', 'gz']) rmSync(join(copy, `${file}.${ending}`), { force: true });
  const html = readFileSync(join(copy, 'index.html'), 'utf8');
  const sheet = html.match(/style-[0-9a-f]{16}\.css/)![0];
  const renamed = 'style-00112233445566ff.css';
  for (const name of readdirSync(copy)) {
    if (name === sheet) renameSync(join(copy, name), join(copy, renamed));
    else if (name.startsWith(sheet)) rmSync(join(copy, name));
  }
  writeFileSync(join(copy, renamed), `${readFileSync(join(copy, renamed), 'utf8')}\n:root { --version: second; }`);
  writeFileSync(join(copy, 'index.html'), html.replaceAll(sheet, renamed));
  const worker = readFileSync(join(copy, 'worker.js'), 'utf8');
  writeFileSync(join(copy, 'worker.js'), worker.replaceAll(sheet, renamed).replace(/VERSION = '[0-9a-f]+'/, "VERSION = '00000000000000ff'"));
  return copy;
}

test('an update never leaves a page of two versions', async ({ page, context }) => {
  const first = required('GRIDCAST_SITE');
  const second = anotherVersion(first);
  let gateway = await Gateway.start(['--source', 'demo']);
  try {
    const port = Number(new URL(gateway.url).port);
    const live = await new LivePage(page).openMeasured(gateway.url);
    await kept(page);
    await gateway.stop();
    process.env.GRIDCAST_SITE = second;
    gateway = await Gateway.start(['--source', 'demo'], port);
    // Whichever version the page is of, its style sheet is that one's.
    const whole = () =>
      page.evaluate(() => {
        const isSecond = document.documentElement.outerHTML.includes('style-00112233445566ff');
        const styled = getComputedStyle(document.documentElement).getPropertyValue('--version').trim();
        const ground = getComputedStyle(document.body).backgroundColor;
        return { isSecond, fits: isSecond === (styled === 'second') && ground !== 'rgba(0, 0, 0, 0)' };
      });
    await live.open(gateway.url);
    expect(await whole(), 'with a network it is the new one').toEqual({ isSecond: true, fits: true });
    await live.untilMeasured();
    await gateway.stop();
    await context.setOffline(true);
    await page.reload();
    await page.waitForFunction(() => 'gridcast' in window);
    expect((await whole()).fits, 'without one it is one of them').toBe(true);
  } finally {
    process.env.GRIDCAST_SITE = first;
    await gateway.stop();
    rmSync(second, { recursive: true, force: true });
  }
});

test('a page in a frame keeps nothing on the device', async ({ page }) => {
  const gateway = await Gateway.start(['--source', 'demo']);
  let around: Server | undefined;
  try {
    const frames = `<iframe src="${gateway.url}/?panel=map"></iframe><iframe sandbox="allow-scripts" src="${gateway.url}/?panel=board"></iframe>`;
    around = createServer((_, answer) => answer.setHeader('content-type', 'text/html').end(frames)).listen(0, '127.0.0.1');
    await new Promise((done) => around!.once('listening', done));
    await page.goto(`http://127.0.0.1:${(around.address() as AddressInfo).port}/`);
    const frame = page.frames().find((frame) => frame.url().includes('panel=map'))!;
    await frame.waitForFunction(() => 'gridcast' in window);
    await frame.waitForFunction(() => document.readyState === 'complete');
    expect(await frame.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
  } finally {
    around?.close();
    await gateway.stop();
  }
});
