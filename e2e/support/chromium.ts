// How Chromium is started: Debian's, headless, and silent towards the rest of the world.
import type { LaunchOptions } from '@playwright/test';

export const LAUNCH: LaunchOptions = {
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
};
