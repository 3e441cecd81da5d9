// Any moment of a session: paused, sought, played, delayed, and as a recording. On the simulated race.
import { expect, test, type Page } from '@playwright/test';
import { LivePage, type Inspection } from '../pages/live-page.ts';
import { Gateway } from '../support/services.ts';

let gateway: Gateway;

test.beforeAll(async () => {
  gateway = await Gateway.start(['--source', 'demo', '--from', '6']);
});

test.afterAll(async () => gateway?.stop());

async function opened(page: Page, query = ''): Promise<LivePage> {
  const live = new LivePage(page);
  await live.open(`${gateway.url}/${query}`);
  await live.untilMeasured();
  return live;
}

/** What the page says of its moment, in all words and attributes that there are. */
async function said(page: Page): Promise<string> {
  return page.evaluate(() => {
    const attributes = [...document.querySelectorAll('*')].flatMap((element) =>
      [...element.attributes].filter(({ name }) => /^(aria-|title|href)/.test(name)).map(({ value }) => value),
    );
    return [document.title, document.body.innerText, ...attributes].join('\n');
  });
}

/** Seeks to a share of the time bar by pointer. */
async function seek(page: Page, share: number): Promise<void> {
  const box = (await page.getByRole('slider').boundingBox())!;
  await page.mouse.click(box.x + 12 + (box.width - 24) * share, box.y + box.height / 2);
}

test('what is paused stands, and live is a key away', async ({ page }) => {
  const live = await opened(page);
  await page.keyboard.press('k');
  await expect(live.pill).toHaveAttribute('data-state', 'paused');
  const stood = await live.inspect();
  await page.waitForFunction(() => / 0:0[3-9]/.test(document.querySelector('.pill')!.textContent!));
  const still = await live.inspect();
  expect([still.source_time_ms, still.digest]).toEqual([stood.source_time_ms, stood.digest]);
  await page.keyboard.press('l');
  await expect(live.pill).not.toHaveAttribute('data-state', /paused|replay|connecting/);
  await live.until((seen) => stood.source_time_ms! + 3_000 < seen.source_time_ms!);
});

test('a moment is the same whichever way one comes to it', async ({ page }) => {
  const live = await opened(page);
  await page.keyboard.press('k');
  const moments: Inspection[] = [];
  for (const share of [0.9, 0.2, 0.6, 0.05]) {
    const before = await live.inspect();
    await seek(page, share);
    await live.until((seen) => seen.source_time_ms !== before.source_time_ms);
    moments.push(await live.inspect());
  }
  const boards = [];
  for (const moment of [...moments].reverse()) {
    // By a link, on a page that has seen nothing else.
    const session = (moment as any).session as string;
    await page.goto(`${gateway.url}/replay/${session}?t=${Math.round(moment.source_time_ms!)}`);
    await live.until((seen) => Math.abs(seen.source_time_ms! - moment.source_time_ms!) < 1);
    boards.push((await live.inspect()).digest);
  }
  expect(boards.reverse()).toEqual(moments.map(({ digest }) => digest));
});

test('the slider says the moment, steps by keys, and previews what has been shown only', async ({ page }) => {
  const live = await opened(page);
  const slider = page.getByRole('slider');
  // To the minute: who hears it would hear seconds counted.
  await expect(slider).toHaveAttribute('aria-valuetext', /^Lap \d+, \d\d:\d\d$/);
  await slider.focus();
  await page.keyboard.press('ArrowLeft');
  await expect(live.pill).toHaveAttribute('data-state', /replay|paused/);
  await page.keyboard.press('Home');
  await live.until((seen) => seen.lap <= 1);
  const session = (await live.inspect() as any).session;
  await page.goto(`${gateway.url}/replay/${session}`);
  await expect(live.pill).toHaveAttribute('data-state', 'paused');
  const box = (await slider.boundingBox())!;
  await page.mouse.move(box.x + box.width * 0.8, box.y + box.height / 2);
  await expect(page.locator('.tip')).toContainText('not shown yet');
  expect(await said(page), 'who leads at the end').not.toMatch(/finishes|Chequered/);
});

test('with a delay the page says nothing that is newer than its moment', async ({ page, context }) => {
  // Without a delay: the lap and every word of race control, with the moment at which each was first shown.
  const undelayed = await opened(await context.newPage());
  const live = await opened(page, '?delay=20');
  await expect(live.pill).toHaveAttribute('data-state', 'delayed');
  for (let i = 0; i < 10; i++) {
    const [now, then] = [await undelayed.inspect(), await live.inspect()];
    const behind = now.source_time_ms! - then.source_time_ms!;
    expect(behind, 'ms behind the page without a delay').toBeGreaterThan(19_000);
    expect(behind).toBeLessThan(23_000);
    const clock = new Date(now.source_time_ms!).toISOString().slice(14, 18);
    const words = await said(page);
    expect(words, 'the clock at the track of the present').not.toContain(`:${clock}`);
    await live.until((seen) => then.source_time_ms! + 500 < seen.source_time_ms!);
  }
  await page.reload();
  await expect(live.pill, 'kept on the device').toHaveAttribute('data-state', 'delayed');
});

test('recordings are listed without a result, and each plays', async ({ page }) => {
  await page.goto(`${gateway.url}/replay`);
  const entry = page.getByRole('listitem').getByRole('link').first();
  await expect(entry).toBeVisible();
  expect(await page.locator('main').innerText()).not.toMatch(/1st|wins|winner|VER|NOR/);
  await entry.click();
  const live = new LivePage(page);
  await expect(live.pill).toHaveAttribute('data-state', 'paused');
  const start = (await live.inspect()).source_time_ms!;
  await page.getByLabel('Rate of playing').selectOption('16×');
  await page.keyboard.press('k');
  await live.until((seen) => start + 20_000 < seen.source_time_ms!);
  await expect(live.pill).toHaveText(/at 16×/);
});
