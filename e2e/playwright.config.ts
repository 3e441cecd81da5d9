// How the journeys run: one Chromium, one worker (two cores are shared with Kafka and the gateway), no retries.
import { defineConfig } from '@playwright/test';

export default defineConfig({
  projects: [
    { name: 'journeys', testDir: 'specs' },
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
    launchOptions: {
      executablePath: process.env.GRIDCAST_CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
