// The board at the line: the end of laps of the 2025 Australian Grand Prix, as rows of the page say it then.
import { expect, test } from '@playwright/test';
import { LivePage } from '../pages/live-page.ts';
import { asTime, australia, haveAustralia, readLaps } from '../support/recording.ts';
import { Gateway } from '../support/services.ts';

test.skip(!haveAustralia, 'the recording of the 2025 Australian Grand Prix is not there');

// The board is renewed five times a second: every 0.8 s of the race.
const SPEED = 4;
/** How far a gap may be off, the rounding to tenths included. */
const MAX_OFF_MS = 150;

for (const lap of [10, 30, 57]) {
  test(`positions and gaps at the end of lap ${lap}`, async ({ page }) => {
    test.setTimeout(300_000);
    const laps = readLaps();
    const ended = laps.filter((l) => l.lap === lap && l.position !== null && l.end !== null);
    expect(ended.length, 'cars that ended the lap').toBeGreaterThan(13);
    const leader = ended.find((l) => l.position === 1)!;

    const race = ['--source', 'recording', '--recording', australia.tele, '--laps', australia.laps];
    const gateway = await Gateway.start([...race, '--from', String(lap), '--speed', String(SPEED)]);
    try {
      const live = new LivePage(page);
      await live.open(gateway.url);
      await live.until((seen) => seen.source_time_ms !== null);
      await live.record();
      const told = Object.fromEntries(ended.map((l) => [l.driver, asTime(l.time!)]));
      await page.waitForFunction(
        (told) => {
          const rows = (window as any).noted.rows;
          return Object.entries(told).every(([driver, time]) => rows[driver]?.some((row: any) => row.last.includes(time)));
        },
        told,
        { timeout: 240_000 },
      );
      const { rows } = await live.noted();
      const late: number[] = [];
      for (const { driver, position, end } of ended) {
        // The row that first tells the time of this lap is the row at the line.
        const row = rows[driver]!.find((row) => row.last.includes(told[driver]!));
        late.push(Math.abs(row!.t - end!));
        expect(row!.position, `${driver} after lap ${lap}`).toBe(String(position));
        if (driver === leader.driver) continue;
        const gap = end! - leader.end!;
        const leaderNext = laps.find((l) => l.lap === lap + 1 && l.position === 1)?.end;
        // Where the leader has come by once more, the gap is a lap.
        if (leaderNext && leaderNext < end!) expect(row!.gap, `${driver} is lapped at the end of lap ${lap}`).toBe('1 lap');
        else expect(Math.abs(1000 * Number(row!.gap) - gap), `${driver}: ${row!.gap}, recorded ${gap} ms`).toBeLessThanOrEqual(MAX_OFF_MS);
      }
      console.log(`lap ${lap}: a row tells the line within ${Math.round(Math.max(...late))} ms of the race`);
    } finally {
      await gateway.stop();
    }
  });
}
