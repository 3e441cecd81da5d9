// A proxy as people put before a gateway: it answers below one path, streams included, and takes that path off. On request
// it is as unkind to streams and files as some are.
import { createServer, request as ask, type IncomingMessage, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { once } from 'node:events';
import type { Duplex } from 'node:stream';

/** What becomes of a stream that is asked for. */
type Streams =
  | 'passed'
  /** Answered 404. */
  | 'refused'
  /** Asked for as if it were a file: the gateway answers that it is none. */
  | 'not upgraded'
  /** Neither answered nor closed. */
  | 'swallowed';

/** A file that comes damaged: the first of which the name matches. */
interface Damage {
  name: RegExp;
  how: 'missing' | 'half';
}

export class PathProxy {
  /** What was asked for outside the path. */
  readonly astray: string[] = [];
  /** What was asked for within it, streams included. */
  readonly asked: string[] = [];
  streams: Streams = 'passed';
  damage: Damage | null = null;
  readonly #open = new Set<[Duplex, Socket]>();

  private constructor(
    readonly server: Server,
    readonly path: string,
  ) {}

  /** Before the server at `target`, below `path`; below its root without one. */
  static async start(target: string, path = ''): Promise<PathProxy> {
    const { hostname, port } = new URL(target);
    const server = createServer();
    const proxy = new PathProxy(server, path);
    const within = (request: IncomingMessage) => {
      if (!request.url!.startsWith(`${path}/`)) {
        proxy.astray.push(request.url!);
        return null;
      }
      const inner = request.url!.slice(path.length);
      proxy.asked.push(inner);
      return inner;
    };
    server.on('request', (request, response) => {
      const inner = within(request);
      const damage = inner !== null && proxy.damage?.name.test(inner) ? proxy.damage.how : null;
      if (inner === null || damage === 'missing') return response.writeHead(404).end();
      const { method, headers } = request;
      const asked = ask({ hostname, port, path: inner, method, headers }, (answer) => {
        if (damage === null) {
          response.writeHead(answer.statusCode!, answer.headers);
          answer.pipe(response);
          return;
        }
        const parts: Buffer[] = [];
        answer.on('data', (part) => parts.push(part));
        answer.on('end', () => {
          const whole = Buffer.concat(parts);
          const half = whole.subarray(0, whole.length / 2);
          response.writeHead(answer.statusCode!, { ...answer.headers, 'content-length': half.length });
          response.end(half);
        });
      });
      // What is to be halved is asked for as it is: half of what was compressed is something else.
      if (damage === 'half') asked.removeHeader('accept-encoding');
      asked.on('error', () => response.destroy());
      response.on('close', () => asked.destroy());
      request.pipe(asked);
    });
    server.on('upgrade', (request, socket) => {
      const inner = within(request);
      socket.on('error', () => socket.destroy());
      if (inner === null) return socket.destroy();
      switch (proxy.streams) {
        case 'passed':
          return proxy.#pass(request, inner, socket, connect(Number(port), hostname));
        case 'refused':
          return socket.end('HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
        case 'not upgraded': {
          const asked = ask({ hostname, port, path: inner }, (answer) => {
            socket.end(`HTTP/1.1 ${answer.statusCode} ${answer.statusMessage}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`);
            answer.resume();
          });
          asked.on('error', () => socket.destroy());
          return asked.end();
        }
        case 'swallowed':
          return;
      }
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return proxy;
  }

  #pass(request: IncomingMessage, inner: string, socket: Duplex, gateway: Socket) {
    gateway.on('connect', () => {
      const { rawHeaders: raw } = request;
      const lines = raw.flatMap((name, i) => (i % 2 === 0 ? [`${name}: ${raw[i + 1]}`] : []));
      gateway.write(`GET ${inner} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
      socket.pipe(gateway).pipe(socket);
    });
    const pair: [Duplex, Socket] = [socket, gateway];
    this.#open.add(pair);
    const end = () => {
      this.#open.delete(pair);
      pair.forEach((one) => one.destroy());
    };
    for (const one of pair) one.on('error', end).on('close', end);
  }

  /** How many streams are open. */
  get open(): number {
    return this.#open.size;
  }

  /** Ends the streams that are open. */
  cut(): void {
    for (const [socket, gateway] of this.#open) [socket, gateway].forEach((one) => one.destroy());
  }

  /** Lets nothing through any more of the streams that are open, and closes none. */
  stall(): void {
    for (const [socket, gateway] of this.#open) {
      socket.unpipe(gateway);
      gateway.unpipe(socket);
    }
  }

  /** Where a browser finds what is behind it. */
  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}${this.path}`;
  }

  async stop(): Promise<void> {
    this.cut();
    this.server.closeAllConnections();
    this.server.close();
  }
}
