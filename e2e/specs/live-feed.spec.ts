// From the official live timing's protocol to pixels: a server that stands in for the service, the producer, a real
// Kafka, the gateway, and a practice session on the page, with what a subscriber's token and a fault of the feed change.
import { expect, test, type Page } from '@playwright/test';
import { LivePage } from '../pages/live-page.ts';
import type { Running } from '../support/process.ts';
import { Gateway, Kafka } from '../support/services.ts';
import { StandIn, listen, recorded } from '../support/stand-in.ts';

const monaco = recorded('live/2023_monaco_fp2_signalr_wire.txt.zst');
test.skip(!monaco.isThere, 'the recording of the live timing is not there');

/** Has the form of one, and says no end. */
const TOKEN = 'h.e30.s';

let kafka: Kafka;
let stopped: { stop(): Promise<void> }[];

test.beforeAll(async () => {
  kafka = await Kafka.start();
});
test.afterAll(() => kafka?.dispose());
test.beforeEach(() => {
  stopped = [];
});
test.afterEach(async () => {
  for (const service of stopped.reverse()) await service.stop();
});

/** The feed as it was, to a page; the producer has this token. */
async function follow(page: Page, prefix: string, token?: string): Promise<{ server: StandIn; live: LivePage; producer: Running }> {
  const server = await StandIn.start(['--live', monaco.path, '--token', TOKEN]);
  stopped.push(server);
  const topics = ['--topic-prefix', prefix];
  const gateway = await Gateway.start(['--source', 'kafka', '--kafka', kafka.brokers, ...topics]);
  stopped.push(gateway);
  const producer = listen(server.hub, [...topics, '--brokers', kafka.brokers], token);
  stopped.push(producer);
  const live = new LivePage(page);
  await live.open(gateway.url);
  return { server, live, producer };
}

const notice = (page: Page) => page.locator('.map .stopped');
/** Best laps from the top, seconds. */
const bests = async (live: LivePage): Promise<number[]> => {
  const told = await live.board.locator('.row:not(.head) .best').allTextContents();
  const times = told.map((text) => text.match(/(\d+):(\d+\.\d+)/)).filter((match) => match !== null);
  return times.map((match) => 60 * Number(match[1]) + Number(match[2]));
};

test('a practice as it happens: cars by a subscriber\'s token, ranked by best lap', async ({ page }) => {
  const { live } = await follow(page, 'with_token_', TOKEN);
  await live.untilMeasured();
  await expect(notice(page)).toBeEmpty();
  // A row's cells and its place are renewed one after the other.
  const ranked = async () => {
    const times = await bests(live);
    return [10 < times.length, times.every((time, i) => i === 0 || times[i - 1]! <= time)];
  };
  await expect.poll(ranked, 'more than ten cars with a best lap, ranked by it').toEqual([true, true]);
  await expect(page.locator('header .lap'), 'what remains of the session').toContainText(/\d+:\d\d/);
  await expect(page.getByText('Seconds slower than the fastest'), 'no gaps of a race').toBeVisible();
});

test('without a token the timing goes on, and the map says what is missing', async ({ page }) => {
  const { live } = await follow(page, 'without_token_');
  await expect(live.board.locator('.row:not(.head)')).toHaveCount(20);
  await expect(notice(page)).toContainText(/no subscriber's token/);
  await expect.poll(async () => (await bests(live)).length, 'cars with a best lap').toBeGreaterThan(10);
});

test('a token that runs out in the middle is said, and the timing goes on', async ({ page }) => {
  const { server, live } = await follow(page, 'ends_', TOKEN);
  await live.untilMeasured();
  server.say('revoke');
  server.say('cut');
  await expect(notice(page)).toContainText(/token (is refused|ran out)/);
  const before = (await live.inspect()).source_time_ms!;
  await live.until((seen) => before + 5000 < seen.source_time_ms!);
});

// How soon is held by core's own tests: by the race's clock, which the page plays behind what comes.
test('a feed whose positions repeat themselves is said by map and pill, also to who waits for the TV, and heals', async ({ page }) => {
  const { server, live } = await follow(page, 'frozen_', TOKEN);
  await live.untilMeasured();
  server.say('freeze');
  await expect(notice(page)).toContainText(/repeat themselves|stand still/);
  await expect(live.pill).toHaveAttribute('data-state', 'positions-doubtful');
  await page.locator('.delay > .key').click();
  await page.getByRole('button', { name: 'A second more' }).click();
  await expect(live.pill).toHaveAttribute('data-state', 'positions-doubtful');
  server.say('thaw');
  await expect(live.pill).toHaveAttribute('data-state', 'delayed');
  await expect(notice(page)).toBeEmpty();
  await live.untilMeasured();
});
