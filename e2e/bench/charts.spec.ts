// What the page after the race costs: the simulated race of 22 cars over 57 and 78 laps, through the warehouse.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { RacePage } from '../pages/race-page.ts';
import { Gateway, warehouse } from '../support/services.ts';

const CHARTS = ['tyres', 'lap-chart', 'team-pace', 'gap', 'trace', 'lap-times', 'driver-pace', 'pit-stops', 'sectors', 'speed-traps', 'telemetry', 'dominance', 'track-map'];
const THROTTLE = 4;

for (const laps of [57, 78]) {
  test(`the page after ${laps} laps`, async ({ browser }) => {
    test.setTimeout(300_000);
    const scratch = mkdtempSync(join(tmpdir(), 'gridcast-charts-'));
    const marts = join(scratch, 'marts');
    const imported = ['import', '--simulated', '--simulated-laps', String(laps)];
    for (const words of [imported, ['build'], ['publish', '--to', marts]]) {
      await warehouse(['--database', join(scratch, 'race.duckdb'), ...words]);
    }
    const gateway = await Gateway.start(['--source', 'demo', '--marts', marts]);
    try {
      const page = await browser.newPage();
      const begun = Date.now();
      await page.goto(`${gateway.url}/race`);
      await page.locator('section[data-drawn-ms]').first().waitFor();
      const first = Date.now() - begun;
      const race = new RacePage(page);
      // First, with the code of it still to be compiled by the browser, and again after a change of the theme.
      const [drawn, redrawn] = [new Map<string, number>(), new Map<string, number>()];
      for (const id of CHARTS) {
        const chart = await race.drawn(id);
        drawn.set(id, await took(chart));
        await chart.evaluate((element) => element.removeAttribute('data-drawn-ms'));
        await page.keyboard.press('t');
        redrawn.set(id, await took(chart));
        console.log(`${id}, ${laps} laps: ${drawn.get(id)} ms, again ${redrawn.get(id)} ms`);
      }
      const bytes = await fetched(page);
      await page.close();

      // Names that stay are of the race of usual length; the longer one is told beside them.
      const name = (key: string) => (laps === 57 ? key : `${key}_${laps}_laps`);
      for (const [key, times] of [['draw_max_ms', drawn], ['redraw_max_ms', redrawn]] as const) {
        const slowest = [...times].reduce((most, one) => (most[1] < one[1] ? one : most));
        figure(name(key), slowest[1], `ms (${slowest[0]})`, 16);
      }
      if (laps !== 57) return;
      figure('first_chart_ms', first, 'ms', 1000);
      figure('race_page_kb', bytes / 1024, 'KB', 450);

      const slow = await browser.newPage();
      const devtools = await slow.context().newCDPSession(slow);
      await devtools.send('Emulation.setCPUThrottlingRate', { rate: THROTTLE });
      await slow.addInitScript((charts) => {
        (window as any).longest = 0;
        new PerformanceObserver((list) => {
          for (const task of list.getEntries()) (window as any).longest = Math.max((window as any).longest, task.duration);
        }).observe({ type: 'longtask', buffered: true });
        // The whole page, as a reader scrolls through it: the next chart not yet drawn is brought into sight.
        (window as any).drawn = new Promise<void>((done) => {
          const look = () => {
            const missing = charts.find((id) => document.querySelector(`#${id}[data-drawn-ms]`) === null);
            if (missing === undefined) done();
            else document.getElementById(missing)?.scrollIntoView();
          };
          new MutationObserver(look).observe(document, { subtree: true, childList: true, attributeFilter: ['data-drawn-ms'] });
        });
      }, CHARTS);
      await slow.goto(`${gateway.url}/race`);
      // Playwright's own way of waiting puts a script into the page that takes longer than any task of the page.
      const waited = { expression: 'drawn.then(() => longest)', awaitPromise: true };
      const longest = (await devtools.send('Runtime.evaluate', waited)).result.value as number;
      figure('longest_task_throttled_ms', longest, 'ms', 50);
    } finally {
      await gateway.stop();
      rmSync(scratch, { recursive: true, force: true });
    }
  });
}

/** How long a chart took to be laid out and painted, ms. */
async function took(chart: Locator): Promise<number> {
  await expect(chart).toHaveAttribute('data-drawn-ms', /./);
  return Number(await chart.getAttribute('data-drawn-ms'));
}

/** Bytes that came over the wire for the page and all that it asked for, without telemetry of single laps. */
async function fetched(page: Page): Promise<number> {
  return page.evaluate(() => {
    const entries = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
    return (entries as PerformanceResourceTiming[])
      .filter((entry) => !entry.name.includes('/telemetry/'))
      .reduce((sum, entry) => sum + entry.encodedBodySize, 0);
  });
}

function figure(key: string, value: number, unit: string, budget: number) {
  console.log(`figure charts.${key} ${value.toFixed(2)} ${unit} budget <= ${budget}`);
}
