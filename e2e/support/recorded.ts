// The Australian race recorded by a gateway, as fast as it is kept whole.
import { expect } from '@playwright/test';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { australia } from './recording.ts';
import { Gateway } from './services.ts';

/** Lets a gateway record the race into a folder, and gives the gateway once all of it is there; about a minute. */
export async function recordAustralia(folder: string): Promise<Gateway> {
  const session = join(folder, 'session.json');
  writeFileSync(session, JSON.stringify(australia.session));
  const recorded = ['--source', 'recording', australia.tele, '--laps', australia.laps, '--session-file', session];
  // Much faster, laps overtake the samples that wait for others of their date, and chunks are left out.
  const gateway = await Gateway.start([...recorded, '--speed', '100', '--recordings', join(folder, 'recordings')]);
  const ended = async () => ((await (await fetch(`${gateway.url}/api/live`)).json()) as { source: string }).source;
  await expect.poll(ended, { timeout: 240_000 }).toBe('ended');
  return gateway;
}
