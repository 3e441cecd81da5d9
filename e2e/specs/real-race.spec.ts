// The main job on real input: the 2025 Australian Grand Prix through a real Kafka into a real browser.
import { expect, test } from '@playwright/test';
import { LivePage } from '../pages/live-page.ts';
import { Gateway, Kafka, replay, type Race } from '../support/services.ts';
import { australia, deviation, haveAustralia, quantile, readTelemetry } from '../support/recording.ts';

// The whole race, from lights out to the flag, in five minutes.
const SPEED = 20;
const RACE_MS = 6_140_000;
/** Share of the places of running cars that may be estimated or stale; of this recording 4.2 % were, at twenty times its pace. */
const MAX_NOT_MEASURED = 0.06;

test.describe.configure({ mode: 'serial' });
test.skip(!haveAustralia, 'the recording of the 2025 Australian Grand Prix is not there');

/** The race after it has been watched from its first record to its last. */
let whole: Race;

test('the page shows the recorded race', async ({ page }) => {
  test.setTimeout(RACE_MS / SPEED + 180_000);
  const telemetry = await readTelemetry();
  const kafka = await Kafka.start();
  const gateway = await Gateway.start(['--source', 'kafka', '--kafka', kafka.brokers]);
  try {
    const live = new LivePage(page);
    await live.open(gateway.url);
    const producer = replay(kafka.brokers, [
      '--tele', australia.tele, '--laps', australia.laps, '--speed', String(SPEED),
    ]);
    await live.until((seen) => seen.source_time_ms !== null);
    await live.record();
    expect(await producer.exit(), producer.tail()).toBe(0);
    await live.until(
      (seen) => 0 < seen.drivers.length && seen.drivers.every((d) => !['running', 'in_pit', 'stopped'].includes(d.status)),
    );
    const noted = await live.noted();
    // The last records come after the last car is home: nothing is compared before the gateway has them all.
    const records = [...telemetry.records.values()].reduce((sum, n) => sum + n, 0);
    const counted = async () =>
      (await gateway.sum('gridcast_samples_total')) +
      (await gateway.sum('gridcast_rules_total', { rule: 'unmeasured' })) +
      (await gateway.sum('gridcast_rules_total', { rule: 'no_position' }));
    await expect.poll(counted, 'every sample is counted').toBe(records);
    const samples = (cars: { samples: number }[]) => cars.reduce((sum, car) => sum + car.samples, 0);
    let end = await live.inspect();
    const same = async () => {
      [end, whole] = [await live.inspect(), await gateway.race()];
      return end.digest === whole.digest && (await gateway.sum('gridcast_samples_total')) === samples(end.drivers);
    };
    await expect.poll(same, 'the page has what the gateway has').toBe(true);

    await test.step('cars are drawn where the recording has them', () => {
      const places: number[] = [];
      const paths: number[] = [];
      for (const { t, cars } of noted.places) {
        for (const [code, x, y, quality] of cars) {
          const track = telemetry.tracks.get(code);
          if (!track || quality !== 'measured') continue;
          const off = deviation(track, t, x, y);
          if (!off || off.speed < 72) continue;
          places.push(off.place);
          paths.push(off.path);
        }
      }
      expect(places.length, 'places compared').toBeGreaterThan(5_000);
      // A position's stamp is wrong by up to 140 ms, 12 m at 300 km/h; the path it lies on is not.
      expect(quantile(places, 0.5), 'metres from the stamped place, median').toBeLessThan(4);
      expect(quantile(places, 0.95), 'metres from the stamped place, p95').toBeLessThan(14);
      expect(quantile(paths, 0.95), 'metres from the path driven, p95').toBeLessThan(1.5);
    });

    await test.step('cars that run are measured', () => {
      const running = noted.places.flatMap(({ cars }) => cars.filter(([, , , , status]) => status === 'running'));
      const measured = running.filter(([, , , quality]) => quality === 'measured').length;
      expect(running.length, 'places of cars that run').toBeGreaterThan(10_000);
      expect(1 - measured / running.length, 'share of them that is not measured').toBeLessThan(MAX_NOT_MEASURED);
    });

    await test.step('who was out is shown as out', () => {
      const status = new Map(end.drivers.map((d) => [d.code, d.status]));
      expect(status.get('HAD')).toBe('not_started');
      for (const code of ['DOO', 'SAI', 'ALO', 'BOR', 'LAW']) expect(status.get(code), code).toBe('retired');
      expect([...status.values()].filter((s) => s === 'finished')).toHaveLength(14);
    });

    await test.step('no position is no place, and no gear is no gear', async () => {
      for (const { cars } of noted.places) {
        for (const [code, x, y, quality] of cars) {
          if (code === 'HAD') expect(quality).toBe('absent');
          else if (quality !== 'absent') expect(Math.hypot(x, y), `${code} at ${x}, ${y}`).toBeGreaterThan(1);
        }
      }
      expect(await gateway.sum('gridcast_rules_total', { rule: 'gear_held' })).toBe(telemetry.wrongGears);
      const had = await gateway.sum('gridcast_rules_total', { driver: 'HAD', rule: 'no_position' });
      const held = await gateway.sum('gridcast_rules_total', { driver: 'HAD', rule: 'position_held' });
      expect(had + held, "HAD's rows at 0,0,0 that were measured").toBeGreaterThan(300);
    });

    await test.step('both ends count the same samples', async () => {
      for (const [driver, records] of telemetry.records) {
        const dropped =
          (await gateway.sum('gridcast_rules_total', { driver, rule: 'unmeasured' })) +
          (await gateway.sum('gridcast_rules_total', { driver, rule: 'no_position' }));
        const samples = end.drivers.find((d) => d.code === driver)?.samples;
        expect(samples, `${driver}: ${records} recorded, ${dropped} dropped`).toBe(records - dropped);
      }
      expect(await gateway.sum('gridcast_rejects_total')).toBe(0);
    });
  } finally {
    await gateway.stop();
    await kafka.dispose();
  }
});

test('a late joiner, a broker and a gateway that came back end in the same state', async ({ page, context }) => {
  const speed = 60;
  test.setTimeout(RACE_MS / speed + 240_000);
  const kafka = await Kafka.start();
  const args = ['--source', 'kafka', '--kafka', kafka.brokers];
  let gateway = await Gateway.start(args);
  try {
    const all = new LivePage(page);
    await all.open(gateway.url);
    const producer = replay(kafka.brokers, [
      '--tele', australia.tele, '--laps', australia.laps, '--speed', String(speed),
    ]);
    await all.until((seen) => 10 <= seen.lap);
    await kafka.stop();
    await expect(all.pill).toHaveAttribute('data-state', /stalled|away|offline/);
    await kafka.resume();
    await all.until((seen) => 20 <= seen.lap, 120_000);

    // Another has gone back by more than twenty minutes, and stands there.
    const behind = new LivePage(await context.newPage());
    await behind.open(gateway.url);
    await behind.until((seen) => seen.source_time_ms !== null);
    await behind.page.keyboard.press('k');
    const { source_time_ms: liveMs } = await behind.inspect();
    for (let seen = await behind.inspect(); liveMs! - 1_200_000 < seen.source_time_ms!; ) {
      await behind.page.keyboard.press(',');
      const before = seen;
      await behind.until((now) => now.source_time_ms! < before.source_time_ms! - 1_000);
      seen = await behind.inspect();
    }
    const stood = await behind.inspect();

    gateway = await gateway.replaceAfterKill();
    await all.page.bringToFront();
    await all.until((seen) => 30 <= seen.lap, 120_000);

    await behind.page.bringToFront();
    const stands = await behind.inspect();
    expect([stands.source_time_ms, stands.digest], 'the moment stays over the kill').toEqual([stood.source_time_ms, stood.digest]);
    await behind.page.getByLabel('Rate of playing').selectOption('16×');
    await behind.page.keyboard.press('k');
    // Beyond the chunks that it had: those of the gateway that came after.
    await behind.until((seen) => stood.source_time_ms! + 60_000 < seen.source_time_ms!);
    await behind.page.close();
    await all.page.bringToFront();

    const late = new LivePage(await context.newPage());
    await late.open(gateway.url);
    await late.until((seen) => 30 <= seen.lap);
    expect(await producer.exit(), producer.tail()).toBe(0);
    for (const live of [all, late]) {
      // A page in the background draws nothing; each is looked at in its turn.
      await live.page.bringToFront();
      await live.until(
        (seen) => 0 < seen.drivers.length && seen.drivers.every((d) => !['running', 'in_pit', 'stopped'].includes(d.status)),
        120_000,
      );
      // The last records come after the last car is home.
      await expect.poll(async () => (await live.inspect()).digest).toBe(whole.digest);
    }
    expect(await gateway.race(), 'digest, every event, and the samples of each car').toEqual(whole);
  } finally {
    await gateway.stop();
    await kafka.dispose();
  }
});
