// The test function of journeys that run in every browser: a page of the project's own.
import { test as base } from '@playwright/test';
import { openChromium } from './chromium.ts';
import { DrivenPage, type Driver } from './driven.ts';
import { openFirefox } from './firefox.ts';
import { openWebKit } from './webkit.ts';

/** The browsers there are; each is a project of playwright.config.ts. */
export type Engine = 'chromium' | 'firefox' | 'webkit';

const OPEN: Record<Engine, () => Promise<Driver>> = {
  chromium: openChromium,
  firefox: openFirefox,
  webkit: openWebKit,
};

interface OfTest {
  driven: DrivenPage;
}

interface OfWorker {
  engine: Engine;
  driver: Driver;
}

export const test = base.extend<OfTest, OfWorker>({
  engine: ['chromium', { option: true, scope: 'worker' }],
  driver: [
    async ({ engine }, use) => {
      const driver = await OPEN[engine]();
      await use(driver);
      await driver.close();
    },
    { scope: 'worker' },
  ],
  driven: async ({ driver }, use, info) => {
    await driver.resize(1440, 900);
    await use(new DrivenPage(driver));
    if (info.status !== info.expectedStatus) {
      await info.attach('picture', { body: await driver.picture(), contentType: 'image/png' });
    }
  },
});
