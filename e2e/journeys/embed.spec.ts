// Panels and charts in pages of another site, in every browser: framed, sandboxed, refused, spoken with, scrolled past.
import { expect } from '@playwright/test';
import { test } from '../browsers/fixture.ts';
import { FanSite, type Told } from '../support/fan-site.ts';
import { CHARTS, SEASON, serveMadeUp } from '../support/made-up.ts';
import { Gateway } from '../support/services.ts';

const site = serveMadeUp();
let fans: FanSite;

test.beforeAll(async () => {
  fans = await FanSite.start();
});

test.afterAll(async () => fans?.stop());

declare global {
  interface Window {
    told: Told[];
  }
}

const PANELS = ['map', 'board', 'events'];

for (const sandbox of ['', ' sandbox']) {
  test(`each panel and chart is framed${sandbox && ', sandboxed'}`, async ({ driven }) => {
    const live = PANELS.map((panel) => `<gridcast-embed id="${panel}" panel="${panel}"${sandbox}></gridcast-embed>`);
    const charts = CHARTS.map(
      (chart) => `<gridcast-embed id="${chart}" page="race/${SEASON}/1" panel="${chart}"${sandbox}></gridcast-embed>`,
    );
    const all = [...PANELS, ...CHARTS];
    const url = fans.page('/each', `<script src="${site.url}/embed.js"></script>${[...live, ...charts].join('')}`);
    await driven.goto(url);
    // What is far below is loaded when it is gone to, and as high as what is in it.
    for (const id of all) {
      await driven.until((id) => {
        document.getElementById(id)!.scrollIntoView();
        const [ready, height] = ['ready', 'height'].map((kind) => window.told.some((one) => one.id === id && one.kind === kind));
        return ready && height;
      }, id);
    }
    const heights = await driven.evaluate(() => [...document.querySelectorAll('gridcast-embed')].map((one) => one.clientHeight));
    for (const [i, height] of heights.entries()) expect(height, all[i]).toBeGreaterThan(120);
  });
}

test('a site that may not frame is refused', async ({ driven }) => {
  const listed = await FanSite.start();
  const gateway = await Gateway.start(['--source', 'demo', '--panel-frame-ancestors', `self,${listed.origin}`]);
  try {
    const panel = `${gateway.url}/?panel=map`;
    const spectators = () => gateway.sum('gridcast_spectators');
    await driven.goto(listed.page('/may', `<iframe src="${panel}"></iframe>`));
    await expect.poll(spectators, { message: 'a site of the list', timeout: 30_000 }).toBe(1);
    // One that is not. An embed that is let in begins when that frame has loaded, so it is behind it all the way.
    const next = `this.onload = null; document.body.append(document.getElementById('next').content)`;
    const embed = `<template id="next"><gridcast-embed id="let-in" panel="map"></gridcast-embed></template>`;
    const refused = `<iframe onload="${next}" src="${panel}"></iframe>`;
    await driven.goto(fans.page('/refused', `<script src="${site.url}/embed.js"></script>${embed}${refused}`));
    await driven.until(() => window.told.some((one) => one.id === 'let-in' && one.kind === 'drivers'));
    await expect.poll(spectators, { message: 'a site that is not', timeout: 10_000 }).toBe(0);
  } finally {
    await gateway.stop();
    await listed.stop();
  }
});

test('only its own page commands a frame, and only its own frame is heard', async ({ driven }) => {
  const embed = '<gridcast-embed id="map" panel="map"></gridcast-embed>';
  // A frame that names another parent, and a stranger who sends what a frame would.
  const foreign = `<iframe id="other" src="${site.url}/?panel=map&parent=https://fans.example"></iframe>`;
  await driven.goto(fans.page('/spoken', `<script src="${site.url}/embed.js"></script>${embed}${foreign}`));
  await driven.until(() => window.told.some((one) => one.kind === 'drivers'));
  const codes = await driven.evaluate((url) => fetch(`${url}/api/live`).then((answer) => answer.json()).then((live: any) => live.cars.map((car: any) => car.driver)), site.url);
  const [first, second] = codes;
  await driven.evaluate((first) => {
    const frame = document.querySelector<HTMLIFrameElement>('#map iframe')!.contentWindow!;
    // Of another version, of no kind, and no message of ours at all.
    for (const data of [{ gridcast: 2, kind: 'drivers', drivers: [first] }, { gridcast: 1, kind: 'x' }, 'drivers', null]) {
      frame.postMessage(data, '*');
    }
    // From another window than the page around it.
    const stranger = document.createElement('iframe');
    stranger.srcdoc = `<script>parent.document.querySelector('#map iframe').contentWindow.postMessage({ gridcast: 1, kind: 'drivers', drivers: ['${first}'] }, '*');
      parent.postMessage({ gridcast: 1, kind: 'drivers', drivers: ['${first}'] }, '*')</script>`;
    document.body.append(stranger);
    return new Promise((done) => (stranger.onload = done));
  }, first);
  // What comes last is the only thing that was taken.
  await driven.evaluate((second) => (document.getElementById('map') as any).choose(second), second);
  const told = await driven.until(
    (second) => window.told.some((one) => one.drivers?.[0] === second) && window.told.filter((one) => one.kind === 'drivers'),
    second,
  );
  expect(told.map((one) => one.drivers)).toEqual([[], [second]]);
  expect(new Set(told.map((one) => one.id))).toEqual(new Set(['map']));
});

test('a wheel over an embed scrolls the page past it', async ({ driven }) => {
  const embed = `<gridcast-embed id="map" panel="map" height="400"></gridcast-embed>`;
  const url = fans.page('/long', `<script src="${site.url}/embed.js"></script>${embed}<p style="height: 5000px">Long.</p>`);
  await driven.goto(url);
  await driven.until(() => window.told.some((one) => one.kind === 'ready'));
  await driven.wheel(300, 200, 600);
  await driven.until(() => 300 < scrollY);
});
