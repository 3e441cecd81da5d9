// Layouts of the wide page, from a tablet to a wall: every panel that can be chosen is there, whole, and beside the
// others; it goes when it is hidden and elsewhere when it is moved.
import { expect, test, type Page } from '@playwright/test';
import { LivePage } from '../pages/live-page.ts';
import { Gateway } from '../support/services.ts';

let gateway: Gateway;

test.beforeAll(async () => {
  gateway = await Gateway.start(['--source', 'demo', '--from', '6']);
});

test.afterAll(async () => gateway?.stop());

/** The panels by what the viewer calls them. */
const PANELS = { Board: '#board', Map: '.map', Seconds: '.strip', Events: '.events', Driver: '.driver' } as const;

type Name = keyof typeof PANELS;

/** Which panels are seen, and what is wrong with where they are. */
function laidOut(page: Page): Promise<{ seen: Name[]; faults: string[] }> {
  return page.evaluate((panels) => {
    const faults: string[] = [];
    const seen = Object.entries(panels)
      .map(([name, of]) => ({ name, element: document.querySelector<HTMLElement>(of)! }))
      .filter(({ element }) => element.checkVisibility())
      .map(({ name, element }) => ({ name, element, box: element.getBoundingClientRect() }));
    const [top, bottom] = [document.querySelector('header')!, document.querySelector('.time')!].map((bar) => bar.getBoundingClientRect());
    for (const { name, element, box } of seen) {
      if (box.width < 120 || box.height < 90) faults.push(`${name} is ${box.width.toFixed()}x${box.height.toFixed()}`);
      if (box.left < -1 || innerWidth + 1 < box.right || box.top < top!.bottom - 1 || bottom!.top + 1 < box.bottom) faults.push(`${name} is out of the page`);
      if (name === 'Driver' && element.clientHeight < element.scrollHeight) faults.push(`${name} is cut off`);
      for (const other of seen) {
        const wide = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
        const high = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top);
        if (name < other.name && 1 < wide && 1 < high) faults.push(`${name} lies over ${other.name}`);
      }
    }
    // Whatever is shown fills the page between its bars.
    const area = seen.reduce((sum, { box }) => sum + box.width * box.height, 0);
    const free = 1 - area / (innerWidth * (bottom!.top - top!.bottom));
    if (0.05 < free && 4 <= seen.length) faults.push(`${(free * 100).toFixed()} % of the page is empty`);
    return { seen: seen.map(({ name }) => name), faults } as { seen: Name[]; faults: string[] };
  }, PANELS);
}

for (const [width, height] of [[768, 1024], [1024, 768], [1180, 820], [900, 700], [1920, 1080], [2560, 1440]] as const) {
  test(`at ${width} by ${height} each panel is there, is hidden and is moved`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    const live = await new LivePage(page).openMeasured(gateway.url);
    const names = Object.keys(PANELS) as Name[];
    expect(await laidOut(page)).toEqual({ seen: names, faults: [] });
    await live.expectNoSidewaysScroll();

    const arrange = async () => {
      await page.keyboard.press('d');
      await page.getByRole('button', { name: 'View', exact: true }).click();
      return page.getByRole('group', { name: /^Panels/ });
    };
    const panels = await arrange();
    for (const name of names) {
      const box = panels.getByRole('checkbox', { name, exact: true });
      await box.click();
      await expect(page.locator(PANELS[name])).toBeHidden();
      expect.soft(await laidOut(page), `without ${name}`).toEqual({ seen: names.filter((other) => other !== name), faults: [] });
      await box.click();
      await expect(page.locator(PANELS[name])).toBeVisible();
    }

    const at = async (name: Name) => (await page.locator(PANELS[name]).boundingBox())!;
    const before = [await at('Board'), await at('Map')] as const;
    await panels.getByRole('button', { name: 'Map: move up' }).press('Enter');
    await panels.getByRole('checkbox', { name: 'Seconds', exact: true }).click();
    await page.keyboard.press('Escape');
    const arranged = async () => {
      await expect(page.locator('.strip')).toBeHidden();
      expect(await laidOut(page)).toEqual({ seen: names.filter((name) => name !== 'Seconds'), faults: [] });
      const [board, map] = [await at('Board'), await at('Map')];
      // On the other side of each other now, be that left and right or above and below.
      const isBefore = (a: typeof board, b: typeof board) => (Math.abs(a.x - b.x) < 2 ? a.y < b.y : a.x < b.x);
      expect(isBefore(board, map)).toBe(!isBefore(...before));
    };
    await arranged();
    await live.openMeasured(gateway.url);
    await arranged();
  });
}

test('in a low window what has no room is a scroll away', async ({ page }) => {
  await page.setViewportSize({ width: 1024, height: 600 });
  const live = await new LivePage(page).openMeasured(gateway.url);
  for (const of of Object.values(PANELS)) {
    await page.locator(of).scrollIntoViewIfNeeded();
    await expect(page.locator(of)).toBeInViewport({ ratio: 0.8 });
  }
  await live.expectNoSidewaysScroll();
});
