// The documentation's pictures of the page after the race: the simulated one, through the warehouse.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from '@playwright/test';
import { RacePage } from '../pages/race-page.ts';
import { Gateway, warehouse } from '../support/services.ts';

test('pictures after the race', async ({ browser }) => {
  test.setTimeout(180_000);
  const folder = process.env.GRIDCAST_PICTURES;
  if (!folder) throw new Error('GRIDCAST_PICTURES is not set; take pictures by `cargo xtask screenshot`');
  mkdirSync(folder, { recursive: true });
  const scratch = mkdtempSync(join(tmpdir(), 'gridcast-pictures-'));
  const marts = join(scratch, 'marts');
  for (const words of [['import', '--simulated'], ['build'], ['publish', '--to', marts]]) {
    await warehouse(['--database', join(scratch, 'race.duckdb'), ...words]);
  }
  const gateway = await Gateway.start(['--source', 'demo', '--marts', marts]);
  try {
    for (const colorScheme of ['dark', 'light'] as const) {
      for (const [width, height] of [[1440, 1500], [390, 844]] as const) {
        const context = await browser.newContext({
          viewport: { width, height },
          colorScheme,
          deviceScaleFactor: width < 700 ? 2 : 1,
          hasTouch: width < 700,
        });
        const race = new RacePage(await context.newPage());
        await race.open(`${gateway.url}/race?cursor=14`);
        await race.page.evaluate(() => document.fonts.ready);
        for (const id of ['tyres', 'lap-chart', 'team-pace']) await race.inked(id);
        await race.page.evaluate(() => window.scrollTo(0, 0));
        await race.page.screenshot({ path: join(folder, `race-${width}x${height}-${colorScheme}.png`) });
        await context.close();
      }
    }
  } finally {
    await gateway.stop();
    rmSync(scratch, { recursive: true, force: true });
  }
});
