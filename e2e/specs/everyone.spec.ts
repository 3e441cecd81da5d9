// For everyone: by keys alone, by ear, in other colours, in one's own layout.
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { LivePage } from '../pages/live-page.ts';
import { SEASON, serveMadeUp } from '../support/made-up.ts';
import { Gateway } from '../support/services.ts';

const site = serveMadeUp();
let gateway: Gateway;

test.beforeAll(async () => {
  gateway = await Gateway.start(['--source', 'demo', '--from', '9']);
});

test.afterAll(async () => gateway?.stop());

/** What axe finds on a page; what is in the builder's frame has journeys of its own. */
async function axe(page: Page): Promise<string[]> {
  // Without the legacy mode axe opens a second page to gather what it found in frames.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().exclude('#preview').analyze();
  return violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target).join(', ')}`);
}

const LOOKS = ['en', 'es', 'de', 'it', 'pt', 'fr', 'nl', 'ja'].map((language) => [language, 'dark'] as const);

for (const [language, colorScheme] of [...LOOKS, ['en', 'light'] as const]) {
  test(`axe finds nothing on any page in ${language}, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await new LivePage(page).openMeasured(`${gateway.url}/?lang=${language}`);
    expect.soft(await axe(page), 'live').toEqual([]);
    await page.keyboard.press('?');
    await expect(page.locator('dialog.keys')).toBeVisible();
    expect.soft(await axe(page), 'keys').toEqual([]);
    await page.keyboard.press('Escape');
    await page.setViewportSize({ width: 390, height: 844 });
    for (const tab of await page.locator('.tabs button').all()) {
      await tab.click();
      expect.soft(await axe(page), `a phone's ${await tab.textContent()}`).toEqual([]);
    }
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(`${gateway.url}/replay?lang=${language}`);
    await expect(page.getByRole('listitem').first()).toBeVisible();
    expect.soft(await page.locator('html').getAttribute('data-theme'), 'recordings').toBe(colorScheme);
    expect.soft(await axe(page), 'recordings').toEqual([]);
    for (const path of [`/race/${SEASON}/1`, `/season/${SEASON}`]) {
      await page.goto(`${site.url}${path}?lang=${language}`);
      await expect(page.locator('main#main')).toHaveAttribute('aria-busy', 'false');
      expect.soft(await axe(page), path).toEqual([]);
    }
  });
}

for (const colorScheme of ['dark', 'light'] as const) {
  test(`axe finds nothing on a replay, open settings and the builder, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    const live = await new LivePage(page).openMeasured(gateway.url);
    const { session } = (await live.inspect()) as any;
    const withSettings = async (what: string) => {
      await page.locator('#settings-key').click();
      await expect(page.locator('#setting-language')).toBeVisible();
      expect.soft(await axe(page), `${what} with open settings`).toEqual([]);
    };
    await withSettings('live');
    await page.goto(`${gateway.url}/replay/${session}`);
    await expect(live.pill).toHaveAttribute('data-state', 'paused');
    expect.soft(await axe(page), 'a replay').toEqual([]);
    await page.goto(`${site.url}/race/${SEASON}/1`);
    await expect(page.locator('main#main')).toHaveAttribute('aria-busy', 'false');
    await withSettings('race');
    await page.goto(`${site.url}/embed`);
    await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
    await expect(page.locator('#drivers label').first()).toBeVisible();
    expect.soft(await axe(page), 'the builder').toEqual([]);
    await page.getByText('A chart').click();
    await expect(page.locator('[name=chart]')).toBeVisible();
    expect.soft(await axe(page), 'the builder of a chart').toEqual([]);
  });
}

for (const [name, media] of [
  ['forced colours', { forcedColors: 'active' }],
  ['more contrast', { contrast: 'more' }],
  ['light, more contrast', { contrast: 'more', colorScheme: 'light' }],
] as const) {
  test(`axe finds nothing with ${name}`, async ({ page }) => {
    await page.emulateMedia(media);
    await new LivePage(page).openMeasured(gateway.url);
    await expect(page.locator('html')).toHaveAttribute('data-contrast', 'more');
    expect(await axe(page)).toEqual([]);
  });
}

for (const [what, address] of [
  ['live page', () => `${gateway.url}/`],
  ['race', () => `${site.url}/race/${SEASON}/1`],
] as const) {
  const html = (page: Page) => page.locator('html');

  test(`the ${what} follows the system's theme until another is chosen`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: 'light' });
    await page.goto(address());
    await expect(html(page)).toHaveAttribute('data-theme', 'light');
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect(html(page)).toHaveAttribute('data-theme', 'dark');
    await page.keyboard.press('t');
    await expect(html(page)).toHaveAttribute('data-theme', 'light');
    await page.emulateMedia({ colorScheme: 'light' });
    await page.emulateMedia({ colorScheme: 'dark' });
    // A page hears of its media before it draws.
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
    await expect(html(page)).toHaveAttribute('data-theme', 'light');
  });

  test(`with forced colours the ${what} has the system's theme, whatever is chosen`, async ({ page }) => {
    await page.addInitScript(() => localStorage.setItem('gridcast-theme', 'dark'));
    await page.emulateMedia({ forcedColors: 'active', colorScheme: 'light' });
    for (const query of ['', '?theme=dark']) {
      await page.goto(`${address()}${query}`);
      await expect(html(page)).toHaveAttribute('data-theme', 'light');
    }
    await page.emulateMedia({ forcedColors: 'none', colorScheme: 'light' });
    await expect(html(page)).toHaveAttribute('data-theme', 'dark');
  });
}

test('on the key of the settings, keys are still those of the page', async ({ page }) => {
  await new LivePage(page).openMeasured(gateway.url);
  await page.locator('#settings-key').click();
  await page.locator('#setting-language').focus();
  await page.keyboard.press('Escape');
  await expect(page.locator('#setting-language')).toHaveCount(0);
  await expect(page.locator('#settings-key')).toBeFocused();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
});

test('brackets are keys of the page, also where they are written with Option', async ({ page }) => {
  await new LivePage(page).openMeasured(gateway.url);
  await page.evaluate(() => {
    const taken: string[] = ((window as any).taken = []);
    addEventListener('keydown', (event) => void (event.defaultPrevented && taken.push(event.key)));
  });
  await page.keyboard.down('Alt');
  for (const key of ['[', ']', 'd']) await page.keyboard.press(key);
  await page.keyboard.up('Alt');
  expect(await page.evaluate(() => (window as any).taken)).toEqual(['[', ']']);
});

test('an overlay names the keys, and the keyboard is back where it was', async ({ page }) => {
  await new LivePage(page).openMeasured(gateway.url);
  await page.getByRole('slider').focus();
  await page.keyboard.press('?');
  const keys = page.getByRole('dialog', { name: 'Keys' });
  await expect(keys).toBeVisible();
  await expect(keys.getByRole('term')).toHaveCount(20);
  await page.keyboard.press('Escape');
  await expect(keys).toBeHidden();
  await expect(page.getByRole('slider')).toBeFocused();
});

test('how the race stands is said at the moment shown, delay included, and no seconds are counted', async ({ browser }) => {
  const told = async (query: string) => {
    const page = await browser.newPage();
    const live = await new LivePage(page).openMeasured(`${gateway.url}/${query}`);
    await live.until((seen) => seen.source_time_ms !== null);
    await page.keyboard.press('s');
    const digest = page.locator('.digest');
    await expect(digest).toHaveText(/^Lap \d+ of \d+\. .*leads, then \w+ and \w+\./);
    const words = (await digest.textContent())!;
    const { lap } = await live.inspect();
    await page.close();
    return { words, lap };
  };
  for (const query of ['', '?delay=60']) {
    const { words, lap } = await told(query);
    expect(words).toMatch(new RegExp(`^Lap (${lap}|${lap - 1}) of `));
    expect(words).not.toMatch(/\d[.,]\d|\d s\b/);
  }
});

test('what a screen reader is told by itself never counts', async ({ page }) => {
  const live = await new LivePage(page).openMeasured(gateway.url);
  await page.evaluate(() => {
    const told: string[] = ((window as any).told = []);
    for (const region of document.querySelectorAll('[aria-live], [role=status], [role=alert]')) {
      new MutationObserver(() => told.push(region.textContent!.trim())).observe(region, { childList: true, characterData: true, subtree: true });
    }
    const slider = document.querySelector('[role=slider]')!;
    new MutationObserver(() => told.push(slider.getAttribute('aria-valuetext')!)).observe(slider, { attributeFilter: ['aria-valuetext'] });
  });
  const from = (await live.inspect()).source_time_ms!;
  await live.until((seen) => from + 12_000 < seen.source_time_ms!);
  const told: string[] = await page.evaluate(() => (window as any).told);
  expect(told.length, told.join('\n')).toBeLessThan(8);
  expect(told.filter((words) => /\d:\d\d:\d\d|\d s\b/.test(words))).toEqual([]);
});

test('read out once a lap, by the voice of the browser, where the viewer wants that', async ({ page }) => {
  const own = await Gateway.start(['--source', 'demo', '--from', '9', '--speed', '30']);
  try {
    await page.addInitScript(() => {
      localStorage.setItem('gridcast-wishes', 'full aloud');
      const said: string[] = ((window as any).said = []);
      const voice = { cancel: () => {}, speak: (one: SpeechSynthesisUtterance) => said.push(`${one.lang} ${one.text}`) };
      Object.defineProperty(window, 'speechSynthesis', { value: voice });
    });
    await new LivePage(page).openMeasured(own.url);
    await page.waitForFunction(() => 3 <= (window as any).said.length);
    const said: string[] = await page.evaluate(() => (window as any).said);
    const laps = said.map((words) => Number(words.match(/^en Lap (\d+) of/)![1]));
    expect(new Set(laps).size, `each lap once: ${laps}`).toBe(laps.length);
  } finally {
    await own.stop();
  }
});

test('the palette for colour-blind eyes is on the live page, and kept for the charts', async ({ page }) => {
  await new LivePage(page).openMeasured(gateway.url);
  const colours = () => page.locator('#board .who i').evaluateAll((bars) => bars.map((bar) => (bar as HTMLElement).style.background));
  const before = await colours();
  await page.keyboard.press('d');
  await page.getByRole('button', { name: 'View', exact: true }).click();
  await page.getByLabel('For colour-blind eyes').click();
  await expect(page.locator('html')).toHaveAttribute('data-palette', 'cb');
  await expect.poll(colours).not.toEqual(before);
  // Seven hues, however many teams.
  expect(new Set(await colours()).size).toBe(7);
  expect(await page.evaluate(() => localStorage.getItem('gridcast-palette'))).toBe('cb');
});

test('panels are hidden and moved, and that is kept', async ({ page }) => {
  const live = await new LivePage(page).openMeasured(gateway.url);
  const left = async (of: string) => (await page.locator(of).boundingBox())!.x;
  expect(await left('#board')).toBeLessThan(await left('.map'));
  await page.keyboard.press('d');
  await page.getByRole('button', { name: 'View', exact: true }).click();
  const panels = page.getByRole('group', { name: /^Panels/ });
  const up = panels.getByRole('button', { name: 'Map: move up' });
  await up.press('Enter');
  await expect(up, 'it moves along with its panel').toBeFocused();
  await panels.getByRole('checkbox', { name: 'Seconds' }).click();
  await page.keyboard.press('Escape');
  const arranged = async () => {
    await expect(page.locator('.strip')).toBeHidden();
    expect(await left('.map')).toBeLessThan(await left('#board'));
  };
  await arranged();
  await live.openMeasured(gateway.url);
  await arranged();
});

for (const [width, height] of [[390, 844], [1440, 900]] as const) {
  test(`twice the text at ${width} px leaves the page whole`, async ({ page }) => {
    // A page of half the width is what a browser lays out at 200 %.
    await page.setViewportSize({ width: Math.max(320, width / 2), height: height / 2 });
    const live = await new LivePage(page).openMeasured(gateway.url);
    await live.expectNoSidewaysScroll();
    await expect(live.pill).toBeVisible();
  });
}
