// How the journeys run: one worker (two cores are shared with Kafka and the gateway), no retries.
import { defineConfig } from '@playwright/test';
import type { Engine } from './browsers/fixture.ts';
import { LAUNCH } from './support/chromium.ts';

/** The journeys that matter, in a browser. */
const matters = (engine: Engine) => ({ name: engine, testDir: 'journeys', use: { engine } });

/** What WebKitGTK's driver cannot do: it has no wheel. */
const NOT_IN_WEBKIT = /a wheel over an embed/;

export default defineConfig<{}, { engine: Engine }>({
  projects: [
    // All journeys, in Chromium.
    { name: 'journeys', testDir: 'specs' },
    matters('chromium'),
    matters('firefox'),
    { ...matters('webkit'), grepInvert: NOT_IN_WEBKIT },
    // `cargo xtask bench frame`: figures instead of verdicts.
    { name: 'bench', testDir: 'bench' },
    // `cargo xtask screenshot`: the documentation's pictures.
    { name: 'pictures', testDir: 'pictures' },
  ],
  outputDir: 'results',
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  // The JSON report (PLAYWRIGHT_JSON_OUTPUT_NAME says where) is read by `cargo xtask test`.
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ? [['list'], ['json']] : [['list']],
  use: {
    browserName: 'chromium',
    viewport: { width: 1440, height: 900 },
    colorScheme: 'dark',
    screenshot: 'only-on-failure',
    // What a page keeps on the device is asked about by its own journey alone.
    serviceWorkers: 'block',
    launchOptions: LAUNCH,
  },
});
