// Any moment of a session: paused, sought, played, delayed, and as a recording. On the simulated race.
import { expect, test, type Locator, type Page } from '@playwright/test';
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

/** Words that tell that the flag has fallen. */
const NEWS = /chequered|finishe[sd]/i;

/** Notes in a page, at each change of a text, of the title or of an attribute, what of it is such a word, and when. */
function noteNews(pattern: string): void {
  const [is, news] = [new RegExp(pattern, 'i'), [] as { t: number | null; said: string }[]];
  (window as any).news = news;
  const note = (said: string | null | undefined) => {
    if (said && is.test(said)) news.push({ t: JSON.parse((window as any).gridcast?.inspect() ?? '{}').source_time_ms ?? null, said });
  };
  new MutationObserver((changes) => {
    for (const { type, target, attributeName, addedNodes } of changes) {
      if (type === 'characterData') note(target.textContent);
      else if (type === 'attributes') note((target as Element).getAttribute(attributeName!));
      for (const node of addedNodes) {
        if (/^(SCRIPT|STYLE|LINK)$/.test(node.nodeName)) continue;
        note(node.textContent);
        const within = node instanceof Element ? [node, ...node.querySelectorAll('*')] : [];
        for (const element of within) for (const { value } of element.attributes) note(value);
      }
    }
  }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
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

test('in a recording a step shows what it goes to, and its end is no live edge', async ({ page }) => {
  const live = await opened(page);
  await live.until((seen) => 3 <= seen.lap);
  const session = (await live.inspect() as any).session;
  // Where laps begin is known once it is told: what the page reads of that it takes at once.
  await page.addInitScript(() => {
    const parse = JSON.parse;
    JSON.parse = (text, ...rest) => {
      (window as any).isTold ||= text.includes('"untilMs"');
      return parse(text, ...rest);
    };
  });
  await page.goto(`${gateway.url}/replay/${session}`);
  await expect(live.pill).toHaveAttribute('data-state', 'paused');
  await page.waitForFunction(() => (window as any).isTold);
  const start = await live.inspect();
  await page.keyboard.press('.');
  // The first lap begins on the grid, before the line.
  await live.until((seen) => start.source_time_ms! < seen.source_time_ms!);
  for (const lap of [2, 3]) {
    await page.keyboard.press('.');
    await live.until((seen) => seen.lap === lap);
  }
  await page.keyboard.press('>');
  await expect(page.getByLabel('Rate of playing')).toHaveValue('2×');
  const { source_time_ms: middle } = await live.inspect();
  await page.keyboard.press('l');
  await live.until((seen) => middle! < seen.source_time_ms!);
  const { source_time_ms: end } = await live.inspect();
  // It is not frozen there.
  await page.keyboard.press('ArrowLeft');
  await live.until((seen) => seen.source_time_ms! < end!);
});

test('with a delay the page says nothing that is newer than its moment', async ({ page }) => {
  const live = await opened(page, '?delay=20');
  await expect(live.pill).toHaveAttribute('data-state', 'delayed');
  const newestMs = async (): Promise<number> => (await (await fetch(`${gateway.url}/api/live`)).json()).dateMs;
  const behind = async () => -(await live.inspect()).source_time_ms! + (await newestMs());
  await expect.poll(behind, 'ms behind, with what a page plays behind anyway').toBeLessThan(27_000);
  for (let i = 0; i < 10; i++) {
    // In this order: a machine that is slow in between makes it more.
    const then = await live.inspect();
    const nowMs = await newestMs();
    expect(nowMs - then.source_time_ms!, 'ms behind what the gateway has').toBeGreaterThanOrEqual(20_000);
    const clock = new Date(nowMs).toISOString().slice(14, 18);
    const words = await said(page);
    expect(words, 'the clock at the track of the present').not.toContain(`:${clock}`);
    await live.until((seen) => then.source_time_ms! + 500 < seen.source_time_ms!);
  }
  await page.reload();
  await expect(live.pill, 'kept on the device').toHaveAttribute('data-state', 'delayed');
});

test('that the flag has fallen is on no page that waits for the TV before it falls there', async ({ browser }) => {
  test.setTimeout(240_000);
  // The last four laps, 35 s of waiting being 280 s of them.
  const race = await Gateway.start(['--source', 'demo', '--from', '22', '--speed', '8']);
  try {
    // In a context of its own each, as what lies behind another page draws nothing.
    const opened = async (address: string) => {
      const page = await (await browser.newContext()).newPage();
      await page.addInitScript(noteNews, NEWS.source);
      await page.goto(address);
      return page;
    };
    const queries = ['', '?delay=35', '?panel=events&delay=35'];
    const [undelayed, delayed, events] = await Promise.all(queries.map((query) => opened(`${race.url}/${query}`)));
    for (const page of [undelayed!, delayed!, events!]) await page.waitForFunction(() => 'gridcast' in window);

    const news = (page: Page) => page.evaluate(() => (window as any).news as { t: number; said: string }[]);
    await expect.poll(async () => (await news(undelayed!)).length, { timeout: 120_000 }).toBeGreaterThan(0);
    const [first] = await news(undelayed!);
    for (const page of [delayed!, events!]) {
      const shownMs = await page.evaluate(() => JSON.parse((window as any).gridcast.inspect()).source_time_ms);
      expect(shownMs).toBeLessThan(first!.t - 200_000);
      expect(await news(page)).toEqual([]);
    }
    for (const page of [delayed!, events!]) {
      await expect.poll(async () => (await news(page)).length, { timeout: 120_000 }).toBeGreaterThan(0);
      // The other said it some time after it was so: at eight times the world's pace, and with as much to draw.
      for (const { t, said } of await news(page)) expect(t, said).toBeGreaterThan(first!.t - 60_000);
    }
    for (const page of [undelayed!, delayed!, events!]) await page.context().close();
  } finally {
    await race.stop();
  }
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

for (const [kind, charts] of [
  ['Race', 'race/2031/2'],
  ['Sprint', 'race/2031/2/sprint'],
  ['Qualifying', 'race/2031/2/qualifying'],
  ['SprintQualifying', 'race/2031/2/sprint-qualifying'],
  // A weekend has three of them; nobody is led to the race's result instead.
  ['Practice', null],
] as const) {
  test(`a recorded ${kind} leads to its own charts`, async ({ page }) => {
    const weekend = { kind, season: 2031, round: 2 };
    await page.route('**/api/sessions/index.json', async (route) => {
      const index = await (await route.fetch()).json();
      await route.fulfill({ json: { sessions: index.sessions.map((entry: object) => ({ ...entry, ...weekend })) } });
    });
    await page.route('**/manifest.json', async (route) => {
      const manifest = await (await route.fetch()).json();
      await route.fulfill({ json: { ...manifest, session: { ...manifest.session, ...weekend } } });
    });
    const expectCharts = async (link: Locator) => {
      if (charts === null) await expect(link).toHaveCount(0);
      else await expect(link).toHaveAttribute('href', new RegExp(`^${charts}(\\?|$)`));
    };
    await page.goto(`${gateway.url}/replay`);
    const entry = page.getByRole('listitem').first();
    await expect(entry.getByRole('link').first()).toBeVisible();
    await expectCharts(entry.getByRole('link', { name: 'Charts' }));
    await entry.getByRole('link').first().click();
    const live = new LivePage(page);
    await live.until((seen) => seen.source_time_ms !== null);
    await expect(page.locator('.time')).toHaveClass(/turned/);
    await expectCharts(page.locator('.time').getByRole('link', { name: 'Charts' }));
  });
}

test.afterEach(async ({ page }) => {
  // A list of recordings is asked for again and again; what is on its way is let come.
  await page.unrouteAll({ behavior: 'wait' });
});

test('a link to a moment restores its drivers, and how the page was looked at', async ({ page }) => {
  const live = await opened(page);
  await page.keyboard.press('k');
  await expect(live.pill).toHaveAttribute('data-state', 'paused');
  await page.locator('#board [role=row]:not(.head)').nth(2).click();
  for (const key of ['o', 'f', 'v', 'd']) await page.keyboard.press(key);
  const sheet = page.getByRole('region', { name: 'Details' });
  await sheet.getByRole('button', { name: 'Telemetry' }).click();
  await sheet.locator('.compared').getByRole('checkbox').nth(5).check();
  const looked = () =>
    page.evaluate(() => ({
      chosen: document.querySelector('#board [aria-current=true] .who b')?.textContent,
      compared: [...document.querySelectorAll('.compared label')].filter((one) => one.querySelector('input')!.checked).map((one) => one.textContent),
      pressed: [...document.querySelectorAll('.map-keys [aria-pressed=true], .sheet-tabs [aria-pressed=true]')].map((key) => key.textContent),
      view: document.querySelector<HTMLElement>('.page')!.dataset.view,
    }));
  const [before, { source_time_ms }] = [await looked(), await live.inspect()];
  expect([before.compared.length, before.pressed, before.view]).toEqual([1, ['Follow', 'Ring', 'Telemetry'], 'compact']);
  const link = page.getByRole('link', { name: 'Link to this moment' });
  await expect(link).toHaveAttribute('href', /drivers=\w{3},\w{3}&view=ring,follow,telemetry,compact$/);
  // On a device of somebody else.
  const href = await link.evaluate((link: HTMLAnchorElement) => link.href);
  await page.evaluate(() => localStorage.clear());
  await page.goto(href);
  await live.until((seen) => Math.abs(seen.source_time_ms! - source_time_ms!) < 1);
  await expect.poll(looked).toEqual(before);
  await page.goto(`${gateway.url}/replay`);
  expect(await page.evaluate(() => localStorage.getItem('gridcast-wishes')), 'what a link says is not kept').toBeNull();
});

test('who opens the page in the middle of a race has the minute before in the line of speeds', async ({ page }) => {
  test.setTimeout(120_000);
  const api = `${gateway.url}/api/sessions`;
  const { sessions } = await (await fetch(`${api}/index.json`)).json();
  const chunks = async () => (await (await fetch(`${api}/${sessions[0].id}/manifest.json`)).json()).chunks.length;
  await expect.poll(chunks, { timeout: 90_000 }).toBeGreaterThanOrEqual(5);
  const live = await opened(page);
  const { source_time_ms: openedMs } = await live.inspect();
  // While it is looked at, two a second come: what is more is from before.
  const before = async () => {
    const points = ((await page.locator('.trace .line').getAttribute('d')) ?? '').split(/[ML]/).length - 1;
    return points - (2 * ((await live.inspect()).source_time_ms! - openedMs!)) / 1000;
  };
  await expect.poll(before, { timeout: 60_000 }).toBeGreaterThan(40);
});
