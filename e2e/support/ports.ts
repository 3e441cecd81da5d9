// Ports of this machine that nobody listens on.
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';

/** One of them. */
export async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server, 0);
  server.close();
  await once(server, 'close');
  return port;
}

/** Two neighbouring ports that nobody listens on: Kafka's clients take the first, its controller the second. They are
 * below those that systems give to clients, who might have one by the time that a node takes it, or takes it again. */
export async function freePortPair(): Promise<number> {
  const begin = process.pid % 400;
  for (let i = 0; i < 500; i++) {
    const port = 11_000 + ((begin + i) % 500) * 2;
    if ((await isFree(port)) && (await isFree(port + 1))) return port;
  }
  throw new Error('no two free ports side by side');
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    await listen(server, port);
  } catch {
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
}

async function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}
