// Every chart in the colour-blind palette as deuteranopes see it, on both sizes in both themes, to be looked at: the
// simulated race through the warehouse, or the documents of GRIDCAST_PICTURES_MARTS.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from '@playwright/test';
import { RacePage } from '../pages/race-page.ts';
import { Gateway, warehouse } from '../support/services.ts';

test('pictures of every chart', async ({ browser }) => {
  test.setTimeout(600_000);
  const folder = process.env.GRIDCAST_PICTURES;
  if (!folder) throw new Error('GRIDCAST_PICTURES is not set; take pictures by `cargo xtask screenshot --charts`');
  mkdirSync(folder, { recursive: true });
  const scratch = mkdtempSync(join(tmpdir(), 'gridcast-pictures-'));
  let marts = process.env.GRIDCAST_PICTURES_MARTS;
  if (!marts) {
    marts = join(scratch, 'marts');
    for (const words of [['import', '--simulated'], ['build'], ['publish', '--to', marts]]) {
      await warehouse(['--database', join(scratch, 'race.duckdb'), ...words]);
    }
  }
  const gateway = await Gateway.start(['--source', 'demo', '--marts', marts]);
  try {
    for (const theme of ['dark', 'light'] as const) {
      for (const [width, height] of [[1440, 900], [390, 844]] as const) {
        const context = await browser.newContext({
          viewport: { width, height },
          colorScheme: theme,
          deviceScaleFactor: width < 700 ? 2 : 1,
          hasTouch: width < 700,
        });
        const page = await context.newPage();
        const devtools = await context.newCDPSession(page);
        await devtools.send('Emulation.setEmulatedVisionDeficiency', { type: 'deuteranopia' });
        const race = new RacePage(page);
        for (const address of ['/race', '/season']) {
          await race.open(`${gateway.url}${address}?palette=cb&theme=${theme}&cursor=14`);
          await page.evaluate(() => document.fonts.ready);
          // The page's parts come one after another.
          await page.locator('main[aria-busy="false"]').waitFor();
          const charts = page.locator('section.chart');
          for (const id of await charts.evaluateAll((all) => all.map((chart) => chart.id))) {
            const chart = race.chart(id);
            await chart.scrollIntoViewIfNeeded();
            await page.waitForFunction((id) => {
              const state = document.getElementById(id)?.dataset;
              return state?.state === 'empty' || state?.state === 'fault' || state?.drawnMs;
            }, id);
            await chart.screenshot({ path: join(folder, `${id}-${width}-${theme}.png`) });
          }
        }
        await context.close();
      }
    }
  } finally {
    await gateway.stop();
    rmSync(scratch, { recursive: true, force: true });
  }
});
