// Chromium, by Playwright.
import { chromium } from '@playwright/test';
import { LAUNCH } from '../support/chromium.ts';
import type { Driver } from './driven.ts';

export async function openChromium(): Promise<Driver> {
  const browser = await chromium.launch(LAUNCH);
  const page = await browser.newPage({ colorScheme: 'dark' });
  return {
    goto: async (url) => void (await page.goto(url)),
    evaluate: (expression) => page.evaluate(expression),
    click: (selector) => page.locator(selector).first().click(),
    press: (key) => page.keyboard.press(key),
    wheel: async (x, y, by) => {
      await page.mouse.move(x, y);
      await page.mouse.wheel(0, by);
    },
    resize: (width, height) => page.setViewportSize({ width, height }),
    picture: () => page.screenshot(),
    close: () => browser.close(),
  };
}
