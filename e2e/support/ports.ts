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

/** Two neighbouring ports that nobody listens on: Kafka's clients take the first, its controller the second. */
export async function freePortPair(): Promise<number> {
  for (;;) {
    const first = createServer();
    const port = await listen(first, 0);
    const second = createServer();
    const hasNext = await listen(second, port + 1).then(
      () => true,
      () => false,
    );
    await Promise.all([first, ...(hasNext ? [second] : [])].map((s) => new Promise((done) => s.close(done))));
    if (hasNext) return port;
  }
}

async function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}
