// Every language on every page: nothing cut off at 320 and 1440 px, and changed on the page without a load.
import { expect, test, type Page, type Route } from '@playwright/test';
import { LivePage } from '../pages/live-page.ts';
import { SEASON, serveMadeUp } from '../support/made-up.ts';
import { Gateway } from '../support/services.ts';

/** Each with a word of its own that stands on the live page. */
const LANGUAGES = {
  en: 'Interval',
  es: 'Intervalo',
  de: 'Abstand',
  it: 'Intervallo',
  pt: 'Intervalo',
  fr: 'Intervalle',
  nl: 'Interval',
  ja: '前車差',
} as const;

const site = serveMadeUp();
let live: Gateway;

test.beforeAll(async () => {
  live = await Gateway.start(['--source', 'demo', '--from', '6']);
});

test.afterAll(async () => live?.stop());

/** Texts that are cut off, or stand outside what holds them: what is not for eyes, or can be scrolled to, is none. */
function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const cut: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    while (walker.nextNode()) {
      const text = walker.currentNode;
      const words = text.textContent?.trim();
      const parent = text.parentElement;
      if (!words || !parent || parent.closest('script, style, noscript, option, select, .hidden, .skip, [hidden]')) continue;
      if (!parent.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
      range.selectNodeContents(text);
      const place = range.getBoundingClientRect();
      if (place.width === 0) continue;
      // What lays the text out, and above it whatever cuts it off.
      let holds = true;
      for (let holder: Element | null = parent; holder; holder = holder.parentElement) {
        const style = getComputedStyle(holder);
        if (['auto', 'scroll'].includes(style.overflowX)) break;
        if (style.display === 'inline' || style.display === 'contents') continue;
        const box = holder.getBoundingClientRect();
        const clips = ['hidden', 'clip'].includes(style.overflowX);
        // A name of an event may be longer than any place for it.
        if (clips && style.textOverflow === 'ellipsis' && holder.closest('.event')) break;
        // What is laid out of sight as a whole is left out, not cut off.
        if (clips && box.bottom <= place.top) break;
        // Where nothing cuts it off, a letter's own breadth may lean out.
        const lean = clips ? 1 : 3;
        const isOut = box.right + lean < place.right || place.left < box.left - lean;
        if (isOut && (clips || holds || holder === document.body)) {
          cut.push(`${words} (${holder.tagName.toLowerCase()}.${holder.className}: ${Math.round(place.right - box.right)} px)`);
          break;
        }
        holds = false;
        if (style.position === 'fixed') break;
      }
    }
    const wide = document.documentElement.scrollWidth - window.innerWidth;
    if (0 < wide) cut.push(`the page is ${wide} px wider than the window`);
    return cut;
  });
}

for (const [width, height] of [[320, 700], [1440, 900]] as const) {
  for (const language of Object.keys(LANGUAGES)) {
    test(`nothing is cut off in ${language} at ${width} px`, async ({ page }) => {
      await page.setViewportSize({ width, height });
      const seen = new LivePage(page);
      await seen.open(`${live.url}/?lang=${language}`);
      await seen.untilMeasured();
      await page.evaluate(() => document.fonts.ready);
      for (const tab of await page.locator('.tabs button').all()) {
        if (await tab.isVisible()) await tab.click();
        expect.soft(await cutOff(page), `live page, ${await tab.textContent()}`).toEqual([]);
      }
      for (const path of [`/race/${SEASON}/1`, `/season/${SEASON}`]) {
        await page.goto(`${site.url}${path}?lang=${language}`);
        await expect(page.locator('main#main')).toHaveAttribute('aria-busy', 'false');
        await page.evaluate(() => document.fonts.ready);
        expect.soft(await cutOff(page), path).toEqual([]);
      }
      expect(await page.locator('html').getAttribute('lang')).toBe(language);
    });
  }
}

for (const [locale, language] of [['de-AT', 'de'], ['ja-JP', 'ja'], ['sv-SE', 'en']] as const) {
  test(`a browser of ${locale} gets ${language}`, async ({ browser }) => {
    const context = await browser.newContext({ locale });
    const page = await context.newPage();
    await page.goto(live.url);
    await expect(page.locator('.row.head .interval')).toHaveText(LANGUAGES[language]);
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    await context.close();
  });
}

test('language and units are changed on the page without a load, and kept', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  const seen = new LivePage(page);
  await seen.open(`${live.url}/?lang=en`);
  await seen.untilMeasured();
  await page.evaluate(() => ((window as any).same = true));
  await page.locator('#settings-key').click();
  await page.locator('#setting-language').selectOption({ label: 'Deutsch' });
  await expect(page.locator('.row.head .interval')).toHaveText(LANGUAGES.de);
  await expect(page.locator('#setting-language'), 'the keyboard goes on where it was').toBeFocused();
  await expect(page.locator('.facts-line')).toContainText('Kurven');
  await expect(page).toHaveURL(/lang=de/);
  await page.locator('#setting-speed').selectOption({ label: 'mph' });
  await expect(page.locator('.row.head .speed')).toHaveText('mph');
  await page.locator('#setting-clock').selectOption({ label: '12 Stunden' });
  await expect(page.locator('.clock dd')).toHaveText(/[AP]M$/);
  expect(await page.evaluate(() => (window as any).same), 'the page is the same').toBe(true);
  await page.goto(`${live.url}/`);
  await expect(page.locator('.row.head .interval')).toHaveText(LANGUAGES.de);
  await expect(page.locator('.row.head .speed')).toHaveText('mph');
  // Another site of these tests, which knows nothing of what this one has kept.
  await page.goto(`${site.url}/race/${SEASON}/1?lang=de`);
  await expect(page.locator('#result-title')).toHaveText('Ergebnis');
  await expect(page).toHaveTitle(/ · Gridcast$/);
});

test('words that do not arrive leave the page in English, and it says so when they were asked for', async ({ page }) => {
  await page.route('**/words/*', (route) => route.fulfill({ status: 404 }));
  await page.goto(`${live.url}/?lang=fr`);
  await expect(page.locator('.row.head .interval')).toHaveText(LANGUAGES.en);
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await page.locator('#settings-key').click();
  await page.locator('#setting-language').selectOption({ label: 'Italiano' });
  await expect(page.locator('#settings p')).toBeVisible();
  await page.unroute('**/words/*');
  await page.locator('#setting-language').selectOption({ label: 'Français' });
  await expect(page.locator('.row.head .interval')).toHaveText(LANGUAGES.fr);
});

for (const [what, path, place, english, french] of [
  ['live page', () => `${live.url}/`, '.row.head .interval', LANGUAGES.en, LANGUAGES.fr],
  ['list of recordings', () => `${live.url}/replay`, 'h1', 'Recordings', 'Enregistrements'],
  ['race', () => `${site.url}/race/${SEASON}/1`, '#result-title', 'Result', 'Résultat'],
] as const) {
  test(`words that are long in coming do not hold up the ${what}, and are spoken once they are there`, async ({ page }) => {
    const held: Route[] = [];
    await page.route('**/words/*', (route) => void held.push(route));
    await page.goto(`${path()}?lang=fr`);
    await expect(page.locator(place)).toHaveText(english);
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
    expect(held).toHaveLength(1);
    await held[0]!.continue();
    await expect(page.locator(place)).toHaveText(french);
    await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
  });
}

test('words of a language that is not wanted any more change nothing when they come', async ({ page }) => {
  const held: Route[] = [];
  await page.route('**/words/*', (route) => void held.push(route));
  await page.goto(`${live.url}/?lang=fr`);
  await page.locator('#settings-key').click();
  await page.locator('#setting-language').selectOption({ label: 'Deutsch' });
  await expect.poll(() => held.length).toBe(2);
  await held[1]!.continue();
  await expect(page.locator('.row.head .interval')).toHaveText(LANGUAGES.de);
  const came = page.waitForResponse(/words/);
  await held[0]!.continue();
  await (await came).finished();
  // Whatever the words would change they have changed by the time that the page has gone on.
  await page.locator('#setting-speed').selectOption({ label: 'mph' });
  await expect(page.locator('.row.head .speed')).toHaveText('mph');
  await expect(page.locator('.row.head .interval')).toHaveText(LANGUAGES.de);
});
