// The page after the race, as a journey sees it: what its charts say in numbers.
import { expect, type Locator, type Page } from '@playwright/test';

export class RacePage {
  constructor(readonly page: Page) {}

  /** Opens an address and waits until the result or what is said in its place is there. */
  async open(url: string): Promise<void> {
    await this.page.goto(url);
    await expect(this.page.locator('h1')).not.toBeEmpty();
  }

  /** Opens the list of races. */
  async races(): Promise<Locator> {
    await this.page.getByRole('button', { name: /^Race: / }).click();
    return this.page.getByRole('group', { name: 'Races' });
  }

  chart(id: string): Locator {
    return this.page.locator(`section#${id}`);
  }

  /** Scrolls a chart into the window and waits until it is laid out and painted. */
  async drawn(id: string): Promise<Locator> {
    const chart = this.chart(id);
    await chart.scrollIntoViewIfNeeded();
    await expect(chart).toHaveAttribute('data-state', 'drawn');
    await expect(chart).toHaveAttribute('data-drawn-ms', /./);
    return chart;
  }

  /** The numbers of a chart: its table, rows of cells by the head's names. */
  async numbers(id: string): Promise<Record<string, string>[]> {
    const chart = await this.drawn(id);
    const details = chart.locator('details.numbers');
    if (!(await details.evaluate((element) => (element as HTMLDetailsElement).open))) {
      await details.locator('summary').click();
    }
    const table = details.locator('table');
    await expect(table).toBeVisible();
    return table.evaluate((element) => {
      const cells = (row: Element) => [...row.querySelectorAll('th, td')].map((cell) => cell.textContent ?? '');
      const head = cells(element.querySelector('thead tr')!);
      return [...element.querySelectorAll('tbody tr')].map((row) =>
        Object.fromEntries(cells(row).map((cell, i) => [head[i] ?? String(i), cell])),
      );
    });
  }

  /** How many pixels of a chart's canvas are not its ground. */
  async inked(id: string): Promise<number> {
    const chart = await this.drawn(id);
    return chart.locator('canvas.base').evaluate((element) => {
      const canvas = element as HTMLCanvasElement;
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
      let n = 0;
      for (let i = 3; i < data.length; i += 4) n += data[i]! ? 1 : 0;
      return n;
    });
  }

  async expectNoSidewaysScroll(): Promise<void> {
    const wide = await this.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(wide, 'pixels to scroll sideways').toBeLessThanOrEqual(0);
  }
}

/** Waits until the page of a season has its tables. */
export async function seasonIsThere(page: Page): Promise<void> {
  for (const name of ['Schedule', 'Drivers']) {
    await expect(page.getByRole('table', { name }).getByRole('row')).not.toHaveCount(0);
  }
}
