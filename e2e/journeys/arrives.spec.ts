// What arrives in every browser where the network is unkind: the race by files, and the board as text.
import { expect } from '@playwright/test';
import { test } from '../browsers/fixture.ts';
import type { Inspection } from '../pages/live-page.ts';
import { PathProxy } from '../support/proxy.ts';
import { Gateway } from '../support/services.ts';

let gateway: Gateway;
// An origin of each journey's own: a browser keeps a program that came whole.
let proxy: PathProxy;

test.beforeAll(async () => {
  gateway = await Gateway.start(['--source', 'demo', '--from', '6']);
});

test.beforeEach(async () => {
  proxy = await PathProxy.start(gateway.url);
});

test.afterEach(() => proxy?.stop());

test.afterAll(() => gateway?.stop());

test('where streams are refused the race goes on by files, and by the stream once there is one', async ({ driven }) => {
  proxy.streams = 'refused';
  await driven.goto(proxy.url);
  const first = await driven.until(() => {
    const seen: Inspection = JSON.parse((window as any).gridcast.inspect());
    return seen.connection.startsWith('No stream') && 15 <= seen.drivers.filter((d) => d.quality === 'measured').length && seen;
  });
  await driven.until((since) => {
    const seen: Inspection = JSON.parse((window as any).gridcast.inspect());
    return seen.connection.startsWith('No stream') && since + 6_000 < seen.source_time_ms!;
  }, first.source_time_ms!);
  proxy.streams = 'passed';
  await driven.evaluate(() => void dispatchEvent(new Event('online')));
  await driven.until(() => JSON.parse((window as any).gridcast.inspect()).connection.startsWith('Simulated'));
});

test('with its program cut in half the page says so, and the board is there as text', async ({ driven }) => {
  proxy.streams = 'passed';
  proxy.damage = { name: /_bg\.wasm$/, how: 'half' };
  await driven.goto(proxy.url);
  const seen = await driven.until(() => {
    const text = document.getElementById('plain');
    const rows = text?.querySelectorAll('tbody tr').length;
    return rows ? { rows, alert: text!.querySelector('[role=alert]')!.textContent } : null;
  });
  expect(seen.rows).toBe(22);
  expect(seen.alert).toMatch(/missing or came damaged: gridcast-.*_bg\.wasm\./);
});
