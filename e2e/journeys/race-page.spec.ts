// The page after the race in every browser: laid out, drawn, and operated by keys and addresses.
import { expect } from '@playwright/test';
import type { DrivenPage } from '../browsers/driven.ts';
import { test } from '../browsers/fixture.ts';
import { CHARTS, SEASON, serveMadeUp } from '../support/made-up.ts';

const site = serveMadeUp();

async function open(page: DrivenPage, round = 1, query = ''): Promise<void> {
  await page.goto(`${site.url}/race/${SEASON}/${round}${query}`);
  await page.until(() => document.querySelector('h1')!.textContent !== '' && 0 < document.querySelectorAll('#result tbody tr').length);
}

/** Keeps a chart in the window, whatever comes above it, until it is painted; returns how many pixels are. */
async function drawn(page: DrivenPage, id: string): Promise<number> {
  await page.until((id) => {
    const chart = document.getElementById(id)!;
    chart.scrollIntoView();
    return chart.dataset.state === 'drawn' && chart.dataset.drawnMs !== undefined;
  }, id);
  return page.evaluate((id) => {
    const canvas = document.querySelector<HTMLCanvasElement>(`#${id} canvas.base`)!;
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
    let n = 0;
    for (let i = 3; i < data.length; i += 4) n += data[i] ? 1 : 0;
    return n;
  }, id);
}

for (const [width, height] of [[1440, 900], [1024, 768], [768, 1024], [480, 844]] as const) {
  test(`at ${width} px the result covers no chart`, async ({ driven }) => {
    await driven.resize(width, height);
    await open(driven);
    await drawn(driven, 'tyres');
    const [result, tyres] = await driven.evaluate(() =>
      ['#result table', '#tyres'].map((part) => {
        const { left, top, right, bottom } = document.querySelector(part)!.getBoundingClientRect();
        return { left, top, right, bottom };
      }),
    );
    const apart = Math.max(
      tyres!.left - result!.right, result!.left - tyres!.right, tyres!.top - result!.bottom, result!.top - tyres!.bottom,
    );
    expect(apart, `pixels between ${JSON.stringify(result)} and ${JSON.stringify(tyres)}`).toBeGreaterThanOrEqual(0);
  });
}

test('every chart is drawn', async ({ driven }) => {
  await open(driven);
  for (const id of CHARTS) expect(await drawn(driven, id), `${id}: painted pixels`).toBeGreaterThan(1000);
});

/** Whether what a selector names has the focus. */
const hasFocus = (selector: string) => document.activeElement!.matches(selector);

test('the list of races opens with the focus on the race of the page, and is walked by keys', async ({ driven }) => {
  await open(driven, 2);
  await driven.evaluate(() => document.querySelector<HTMLElement>('[aria-controls=races]')!.focus());
  await driven.press('Enter');
  await driven.until(hasFocus, `#races a[href="race/${SEASON}/2"]`);
  await driven.press('Escape');
  await driven.until(hasFocus, '[aria-controls=races]');
  await driven.press('Enter');
  await driven.until(hasFocus, `#races a[href="race/${SEASON}/2"]`);
  await driven.press('ArrowDown', 'ArrowDown', 'ArrowUp', 'ArrowDown');
  await driven.until(hasFocus, `#races a[href="race/${SEASON}/4"]`);
  await driven.press('Enter');
  await driven.until((path) => location.pathname === path, `/race/${SEASON}/4`);
  await driven.until(hasFocus, 'main');
});

test('the list of races opens by pointer with the focus in it, and closes by one elsewhere', async ({ driven }) => {
  await open(driven);
  await driven.click('[aria-controls=races]');
  await driven.until(hasFocus, `#races a[href="race/${SEASON}/1"]`);
  await driven.click('h1');
  await driven.until(() => document.querySelector<HTMLElement>('#races')!.hidden);
});

test('a link restores what was seen', async ({ driven }) => {
  await open(driven, 1, '?drivers=LAW,RUS&cursor=7&zoom=4-12&laps=all&palette=cb');
  const buttons = (words: string) =>
    [...document.querySelectorAll('button')].filter((button) => (button.ariaLabel ?? button.textContent)!.includes(words)).length;
  expect(await driven.evaluate(buttons, 'highlighted; press to remove')).toBe(2);
  expect(await driven.evaluate(() => document.documentElement.dataset.palette)).toBe('cb');
  await drawn(driven, 'gap');
  await driven.until((words) => [...document.querySelectorAll('#gap button')].some((button) => button.textContent!.includes(words)), 'All laps');
  await driven.click('[aria-label="Cursor a lap on"]');
  await driven.until(() => location.search.includes('cursor=8'));
});
