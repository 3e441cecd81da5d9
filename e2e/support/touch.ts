// What a finger touches is as large as a finger: 44 CSS pixels each way.
import type { Page } from '@playwright/test';

/** What can be touched now and is smaller than a finger, with its size. */
export function tooSmall(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const touched = 'button, a[href], select, summary, input, [role=slider], [role=row][tabindex]';
    const small: string[] = [];
    for (const element of document.querySelectorAll<HTMLElement>(touched)) {
      if (element.closest('.skip, .hidden, [hidden], .what')) continue;
      if (!element.checkVisibility({ visibilityProperty: true })) continue;
      // A box is ticked by its words too, and by them alone where they hide it.
      if (getComputedStyle(element).pointerEvents === 'none' && !element.closest('label')) continue;
      const box = (element.closest('label') ?? element).getBoundingClientRect();
      if (box.right <= 0 || innerWidth <= box.left || box.width === 0) continue;
      if (box.width < 43.5 || box.height < 43.5) {
        const name = element.getAttribute('aria-label') ?? element.textContent!.trim().slice(0, 20);
        small.push(`${element.tagName.toLowerCase()}.${element.className} ${name}: ${box.width.toFixed()}x${box.height.toFixed()}`);
      }
    }
    return small;
  });
}
