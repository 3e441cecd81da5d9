// Embeds, as fan sites have them: the builder, oEmbed, the linked example, fingers and keys, and what is out of sight.
import { expect, test, type Frame, type Page } from '@playwright/test';
import { FanSite, type Told } from '../support/fan-site.ts';
import { serveMadeUp, SEASON } from '../support/made-up.ts';
import { Gateway } from '../support/services.ts';

const site = serveMadeUp();
let fans: FanSite;

test.beforeAll(async () => {
  fans = await FanSite.start();
});

test.afterAll(async () => fans?.stop());

const told = (page: Page): Promise<Told[]> => page.evaluate(() => (window as any).told);

/** The frame of an embed, once its page can be spoken to. */
async function framed(page: Page, id: string): Promise<Frame> {
  await page.waitForFunction((id) => (window as any).told.some((one: Told) => one.id === id && one.kind === 'ready'), id);
  const frame = await (await page.locator(`#${id} iframe`).elementHandle())!.contentFrame();
  return frame!;
}

const painted = (frame: Frame): Promise<number> =>
  frame.evaluate(() => JSON.parse((window as any).gridcast.inspect()).frames_painted);

test('the builder shows what its code makes', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(`${site.url}/embed`);
  const code = page.getByRole('textbox', { name: 'The code for your page' });
  const frame = page.locator('#preview iframe');
  await expect(frame).toHaveAttribute('src', /panel=map/);
  await expect(code).toHaveValue(`<script src="${site.url}/embed.js" async></script>\n<gridcast-embed panel="map" title="Track map"></gridcast-embed>`);
  await page.getByText('Leaderboard').click();
  await page.locator('[name=theme]').selectOption('light');
  await page.locator('[name=lang]').selectOption('de');
  await expect(frame).toHaveAttribute('src', /panel=board&theme=light&lang=de/);
  await expect(page.frameLocator('#preview iframe').locator('html')).toHaveAttribute('lang', 'de');

  await page.getByText('A chart').click();
  await page.locator('[name=session]').selectOption(`race/${SEASON}/1`);
  await page.locator('[name=chart]').selectOption('gap');
  await page.locator('#drivers').getByText('VER', { exact: true }).click();
  await page.getByText('Plain frame').click();
  await page.getByRole('button', { name: 'Copy' }).click();
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toBe(
    `<iframe src="${site.url}/race/${SEASON}/1?panel=gap&amp;drivers=VER&amp;theme=light&amp;lang=de" title="Gap to the leader" ` +
      'width="100%" height="400" loading="lazy" allowfullscreen style="border:0"></iframe>',
  );
  await page.goto(fans.page('/copied', copied));
  await expect(page.frameLocator('iframe').locator('#gap')).toHaveAttribute('data-drawn-ms', /./);
});

for (const [width, language] of [[320, 'ja'], [320, 'de'], [390, 'en'], [1440, 'en']] as const) {
  test(`the builder fits ${width} px in ${language}`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    await page.goto(`${site.url}/embed?lang=${language}`);
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    await expect(page.locator('#preview iframe')).toBeAttached();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(wide, 'pixels to scroll sideways').toBeLessThanOrEqual(0);
  });
}

test('the builder speaks and looks as the reader has chosen on other pages', async ({ page }) => {
  await page.addInitScript(() => {
    localStorage.setItem('gridcast-language', 'de');
    localStorage.setItem('gridcast-theme', 'light');
  });
  await page.goto(`${site.url}/embed`);
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
});

test('with forced colours the builder shows what is chosen', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await page.goto(`${site.url}/embed`);
  await expect(page.locator('#preview iframe')).toBeAttached();
  for (const [one, other] of [['value=map', 'value=board'], ['value=frame', 'value=link'], ['value="360"', 'value="640"']]) {
    const label = page.locator(`label:has([${one}])`);
    const choose = async (what: string) => {
      await page.locator(`label:has([${what}])`).click();
      // Nothing is pointed at.
      await page.mouse.move(0, 0);
      return label.screenshot();
    };
    const [chosen, left] = [await choose(one!), await choose(other!)];
    expect(chosen.equals(left), one).toBe(false);
  }
});

test('the builder calls every session of a weekend by its name', async ({ page }) => {
  const ids = ['fp1', 'fp2', 'fp3', 'sprint-qualifying', 'sprint', 'qualifying', 'race'];
  const sessions = ids.map((session) => ({ session, start_ms: 0, state: 'complete', simulated: false, documents: ['result'] }));
  const rounds = [{ round: 1, event: 'British Grand Prix', circuit: 'Silverstone', sessions }];
  const json = { revision: 'x', seasons: [{ season: 2024, documents: [], rounds }] };
  await page.route('**/api/marts/index.json', (route) => route.fulfill({ json }));
  await page.goto(`${site.url}/embed`);
  const names = page.locator('[name=session] option');
  const event = '2024 British Grand Prix';
  await expect(names).toHaveText(['Always the newest race', 'Season 2024', ...[
    'Practice 1', 'Practice 2', 'Practice 3', 'Sprint qualifying', 'Sprint', 'Qualifying',
  ].map((session) => `${event} · ${session}`), event]);
});

test('a sandboxed frame draws, and keeps nothing', async ({ page }) => {
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  const frame = `<iframe sandbox="allow-scripts" src="${site.url}/?panel=map" width="640" height="400"></iframe>`;
  const chart = `<iframe sandbox="allow-scripts" src="${site.url}/race/${SEASON}/1?panel=gap" width="640" height="400"></iframe>`;
  await page.goto(fans.page('/sandboxed', frame + chart));
  await expect(page.frameLocator('iframe >> nth=0').getByTestId('connection')).toHaveAttribute('data-state', 'simulated');
  await expect(page.frameLocator('iframe >> nth=1').locator('#gap')).toHaveAttribute('data-drawn-ms', /./);
  expect(faults).toEqual([]);
});

test('a phone on its side is no embed', async ({ page }) => {
  await page.setViewportSize({ width: 640, height: 360 });
  await page.goto(`${site.url}/?panel=map`);
  await expect(page.locator('.tabs')).toBeVisible();
  const size = 'width="640" height="360"';
  await page.goto(fans.page('/side', `<iframe src="${site.url}/?panel=map" ${size}></iframe>`));
  await expect(page.frameLocator('iframe').locator('.foot .wordmark')).toBeVisible();
  await expect(page.frameLocator('iframe').locator('.tabs')).toBeHidden();
});

for (const [width, height] of [[320, 320], [480, 320], [640, 400], [900, 600], [800, 700]] as const) {
  test(`each panel stands alone in ${width} by ${height}`, async ({ page }) => {
    for (const [panel, part] of [['map', '.map'], ['board', '#board'], ['events', '.events']] as const) {
      await page.goto(fans.page(`/alone`, `<iframe src="${site.url}/?panel=${panel}" width="${width}" height="${height}"></iframe>`));
      const frame = page.frameLocator('iframe');
      await expect(frame.getByTestId('connection')).toHaveAttribute('data-state', 'simulated');
      const seen = await frame.locator('.page').evaluate((page) =>
        ['.map', '#board', '.events', '.driver', '.strip'].filter((part) => {
          const { width, height } = page.querySelector(part)!.getBoundingClientRect();
          return 0 < width && 0 < height;
        }),
      );
      expect(seen, panel).toEqual([part]);
      const box = (await frame.locator(part).boundingBox())!;
      expect(box.width, 'as wide as the frame').toBeGreaterThan(width - 4);
      expect(box.height, 'as high as the frame leaves it').toBeGreaterThan(height - 110);
      const page_ = await frame.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth);
      expect(page_, 'pixels to scroll sideways').toBeLessThanOrEqual(0);
    }
  });
}

test('a frame is spoken with before there is a race, and has the reader’s own theme once it has none of its own', async ({ page }) => {
  // Nothing answers there, so that no race comes.
  const empty = await Gateway.start(['--source', 'kafka', '--kafka', '127.0.0.1:9']);
  try {
    await page.emulateMedia({ colorScheme: 'dark' });
    const embed = '<gridcast-embed id="map" panel="map"></gridcast-embed>';
    await page.goto(fans.page('/empty', `<script src="${empty.url}/embed.js"></script>${embed}`));
    await framed(page, 'map');
    await page.waitForFunction(() => (window as any).told.some((one: Told) => one.kind === 'height'));
    expect((await told(page)).filter((one) => one.kind === 'drivers'), 'there are no drivers').toEqual([]);
    const html = page.frameLocator('#map iframe').locator('html');
    await page.locator('#map').evaluate((map) => map.setAttribute('theme', 'light'));
    await expect(html).toHaveAttribute('data-theme', 'light');
    await page.locator('#map').evaluate((map) => map.removeAttribute('theme'));
    await expect(html).toHaveAttribute('data-theme', 'dark');
    // A wish of before it was ready again is not forgotten.
    await page.locator('#map').evaluate((map) => map.setAttribute('theme', 'light'));
    await expect(html).toHaveAttribute('data-theme', 'light');
  } finally {
    await empty.stop();
  }
});

test('two fingers zoom the map of a frame, and are the browser’s elsewhere', async ({ browser }) => {
  const context = await browser.newContext({ hasTouch: true, viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  const embeds = ['map', 'board'].map((panel) => `<gridcast-embed id="${panel}" panel="${panel}" height="400"></gridcast-embed>`);
  await page.goto(fans.page('/fingers', `<script src="${site.url}/embed.js"></script>${embeds.join('')}`));
  const isTaken = (frame: Frame, at: string) =>
    frame.locator(at).evaluate((target) => {
      const touches = [1, 2].map((identifier) => new Touch({ identifier, target, clientX: 50 * identifier, clientY: 50 }));
      return !target.dispatchEvent(new TouchEvent('touchmove', { touches, bubbles: true, cancelable: true }));
    });
  const [map, board] = [await framed(page, 'map'), await framed(page, 'board')];
  expect(await isTaken(map, '.canvases')).toBe(true);
  expect(await isTaken(map, '.foot')).toBe(false);
  expect(await isTaken(board, '#board')).toBe(false);
  await expect(board.locator('main')).toHaveCSS('touch-action', 'auto');
  await context.close();
});

test('a linked map and board choose together', async ({ page }) => {
  await page.goto(`${site.url}/embed/example.html`);
  const board = page.frameLocator('gridcast-embed[panel=board] iframe');
  const code = await board.locator('#board [role=row]:not(.head)').nth(3).locator('.who b').textContent();
  // The one who has the place by now may be another.
  await board.locator(`#board [role=row]:has(.who b:text-is("${code}"))`).click();
  await expect(page.locator('#chosen')).toHaveText(`${code} is chosen.`);
  await expect(page.frameLocator('gridcast-embed[panel=map] iframe').locator('html')).toHaveAttribute('data-drivers', code!);
});

test('one finger and the keys scroll the page past an embed, Ctrl and the wheel zoom', async ({ browser }) => {
  const context = await browser.newContext({ hasTouch: true, viewport: { width: 800, height: 600 } });
  const page = await context.newPage();
  const embed = '<gridcast-embed id="map" panel="map" height="400"></gridcast-embed>';
  await page.goto(fans.page('/long', `<script src="${site.url}/embed.js"></script>${embed}<p style="height: 5000px">Long.</p>`));
  const frame = await framed(page, 'map');
  const scrolled = () => page.evaluate(() => scrollY);
  const whole = frame.getByRole('button', { name: 'Whole track' });

  const cdp = await context.newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', y?: number) =>
    cdp.send('Input.dispatchTouchEvent', { type, touchPoints: y === undefined ? [] : [{ x: 300, y }] });
  await touch('touchStart', 300);
  for (let y = 290; 100 <= y; y -= 10) {
    await touch('touchMove', y);
    await page.evaluate(() => new Promise(requestAnimationFrame));
  }
  await touch('touchEnd');
  await expect.poll(scrolled).toBeGreaterThan(100);
  await expect(whole).toBeHidden();

  await page.evaluate(() => scrollTo(0, 0));
  await page.mouse.move(300, 200);
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -200);
  await page.keyboard.up('Control');
  await expect(whole).toBeVisible();
  expect(await scrolled()).toBe(0);

  // The keyboard is in the frame, and still moves the page around it.
  await frame.locator('.canvases').focus();
  await frame.evaluate(() => {
    const passed: string[] = ((window as any).passed = []);
    addEventListener('keydown', (event) => void (event.defaultPrevented || passed.push(event.code)));
  });
  const keys = ['Space', 'ArrowDown', 'ArrowUp', 'ArrowLeft', 'ArrowRight', 'PageDown'];
  for (const key of keys) await page.keyboard.press(key);
  expect(await frame.evaluate(() => (window as any).passed)).toEqual(keys);
  await expect.poll(scrolled).toBeGreaterThan(100);
  await context.close();
});

test('of ten embeds those out of sight paint nothing and hold no stream', async ({ page }) => {
  await page.setViewportSize({ width: 1000, height: 700 });
  const embeds = Array.from({ length: 10 }, (_, i) => `<gridcast-embed id="e${i}" panel="map" height="500"></gridcast-embed>`);
  await page.goto(fans.page('/ten', `<script src="${site.url}/embed.js"></script>${embeds.join('')}`));
  const frames: Frame[] = [];
  for (let i = 0; i < 10; i++) {
    await page.locator(`#e${i}`).scrollIntoViewIfNeeded();
    const frame = await framed(page, `e${i}`);
    await frame.waitForFunction(() => 0 < JSON.parse((window as any).gridcast.inspect()).frames_painted);
    frames.push(frame);
  }
  // At the end of the page; the first has been out of sight for a while.
  await expect(frames[0]!.locator('html')).toHaveAttribute('data-resting', '');
  const before = await painted(frames[0]!);
  const seen = await painted(frames[9]!);
  await frames[9]!.waitForFunction((seen) => seen + 60 < JSON.parse((window as any).gridcast.inspect()).frames_painted, seen);
  expect(await painted(frames[0]!)).toBe(before);
  const spectators = async () => {
    const text = await (await fetch(`${site.url}/metrics`)).text();
    return Number(text.match(/^gridcast_spectators (\d+)/m)![1]);
  };
  await expect.poll(spectators, { timeout: 30_000 }).toBeLessThanOrEqual(3);

  // Come back to, it goes on.
  await page.evaluate(() => scrollTo(0, 0));
  await frames[0]!.waitForFunction((before) => before + 30 < JSON.parse((window as any).gridcast.inspect()).frames_painted, before);
  await expect(frames[0]!.getByTestId('connection')).toHaveAttribute('data-state', 'simulated');
  expect((await told(page)).filter((one) => one.kind === 'ready')).toHaveLength(10);
});
