// Firefox, over WebDriver BiDi by puppeteer-core.
import { launch } from 'puppeteer-core';
import { required } from '../support/process.ts';
import type { Driver } from './driven.ts';

export async function openFirefox(): Promise<Driver> {
  const browser = await launch({
    browser: 'firefox',
    executablePath: required('GRIDCAST_FIREFOX'),
    headless: true,
    defaultViewport: null,
    extraPrefsFirefox: {
      // Links take the focus by Tab, whatever the system's setting.
      'accessibility.tabfocus': 7,
    },
  });
  const page = await browser.newPage();
  return {
    goto: async (url) => void (await page.goto(url)),
    evaluate: (expression) => page.evaluate(expression),
    click: (selector) => page.click(selector),
    press: (key) => page.keyboard.press(key),
    wheel: async (x, y, by) => {
      await page.mouse.move(x, y);
      await page.mouse.wheel({ deltaY: by });
    },
    resize: (width, height) => page.setViewport({ width, height }),
    picture: async () => Buffer.from(await page.screenshot()),
    close: () => browser.close(),
  };
}
