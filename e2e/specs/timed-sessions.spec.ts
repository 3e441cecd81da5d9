// A qualifying on the live page, played from the archive's files to its end: parts, the cut-off, who was knocked out,
// and the officials' order and times.
import { expect, test } from '@playwright/test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LivePage } from '../pages/live-page.ts';
import { Officials, answer, haveRecordings } from '../support/officials.ts';
import { Gateway } from '../support/services.ts';

test.skip(!haveRecordings, 'the recordings of the official timing are not there');

test('a qualifying ends as the officials have it', async ({ page }) => {
  test.setTimeout(300_000);
  const folder = mkdtempSync(join(tmpdir(), 'gridcast-qualifying-'));
  const officials = await Officials.start(
    [{ season: 2024, round: 10, name: 'Q', folder: '2024_spain_qualifying' }],
    {},
  );
  const told = ['--session', '2024/10/Q', '--archive', officials.url, '--sessions', folder];
  const gateway = await Gateway.start([...told, '--speed', '60']);
  try {
    const live = new LivePage(page);
    await live.open(gateway.url);
    const rows = live.board.locator('.row:not(.head)');
    await expect(rows).toHaveCount(20);
    await expect(page.getByText('Seconds slower than the fastest'), 'no gaps of a race').toBeVisible();
    await expect(live.board.locator('.head .part').first()).toHaveText('Q1');
    // Of this session nobody recorded the clock.
    await expect(page.locator('header .lap')).toContainText('Q1');
    // Where places are at stake, a line divides who goes on from who does not.
    await expect(live.board.locator('.row.cut')).toHaveCount(1);
    // After the first part five are out, after the second ten, and keep their places.
    await expect(live.board.locator('.row.knocked-out')).toHaveCount(5, { timeout: 120_000 });
    await expect(live.board.locator('.row.knocked-out')).toHaveCount(10, { timeout: 120_000 });

    const results = answer('sessions/2024_10_qualifying.json').MRData.RaceTable.Races[0].QualifyingResults;
    const official = results.map((r: any) => [r.Driver.code, r.Q1 ?? '', r.Q2 ?? '', r.Q3 ?? '']);
    const shown = () =>
      rows.evaluateAll((all) =>
        all
          .map((row) => {
            const cell = (name: string) => row.querySelector(name)?.textContent?.trim() ?? '';
            const parts = [...row.querySelectorAll('.part')].map((part) => part.textContent?.match(/\d+:\d+\.\d+/)?.[0] ?? '');
            return { place: Number(cell('.pos')), told: [cell('.who b'), ...parts] };
          })
          .sort((a, b) => a.place - b.place)
          .map(({ told }) => told),
      );
    await expect.poll(shown, { timeout: 120_000 }).toEqual(official);
  } finally {
    await gateway.stop();
    officials.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
