// The documentation's pictures of the live page: every size class, dark and light.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from '@playwright/test';
import { LivePage } from '../pages/live-page.ts';
import { Gateway } from '../support/services.ts';

const SIZES = [
  [1440, 900],
  [768, 1024],
  [390, 844],
  [480, 320],
] as const;

test('pictures', async ({ browser }) => {
  const folder = process.env.GRIDCAST_PICTURES;
  if (!folder) throw new Error('GRIDCAST_PICTURES is not set; take pictures by `cargo xtask screenshot`');
  mkdirSync(folder, { recursive: true });
  // Mid-race, so that there are gaps, stops and tyres of several ages to see.
  const shown = process.env.GRIDCAST_PICTURES_OF?.split('\n').filter(Boolean) ?? [];
  const gateway = await Gateway.start(shown.length ? shown : ['--source', 'demo', '--from', '9']);
  try {
    for (const colorScheme of ['dark', 'light'] as const) {
      for (const [width, height] of SIZES) {
        const context = await browser.newContext({
          viewport: { width, height },
          colorScheme,
          deviceScaleFactor: width < 700 ? 2 : 1,
          hasTouch: width < 700,
        });
        const live = new LivePage(await context.newPage());
        await live.open(gateway.url + (height < 400 ? '/?panel=map' : ''));
        // The smallest is of a frame in another page; the fact is set as the page itself sets it.
        if (height < 400) {
          await live.page.addInitScript(() => (document.documentElement.dataset.framed = ''));
          await live.page.reload();
        }
        await live.untilMeasured();
        await live.page.evaluate(() => document.fonts.ready);
        // Every position, gap and name has come with the first frame; a hundred frames more settle the labels.
        const painted = (await live.inspect()).frames_painted;
        await live.page.waitForFunction(
          (enough) => enough < JSON.parse((window as any).gridcast.inspect()).frames_painted,
          painted + 100,
        );
        await live.page.screenshot({ path: join(folder, `live-${width}x${height}-${colorScheme}.png`) });
        await context.close();
      }
    }
  } finally {
    await gateway.stop();
  }
});
