// A proxy as people put before a gateway: it answers below one path, streams included, and takes that path off.
import { createServer, request as ask, type IncomingMessage, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { once } from 'node:events';

export class PathProxy {
  /** What was asked for outside the path. */
  readonly astray: string[] = [];

  private constructor(
    readonly server: Server,
    readonly path: string,
  ) {}

  /** Before the server at `target`, below `path`. */
  static async start(target: string, path: string): Promise<PathProxy> {
    const { hostname, port } = new URL(target);
    const server = createServer();
    const proxy = new PathProxy(server, path);
    const within = (request: IncomingMessage) => {
      if (request.url!.startsWith(`${path}/`)) return request.url!.slice(path.length);
      proxy.astray.push(request.url!);
      return null;
    };
    server.on('request', (request, response) => {
      const inner = within(request);
      if (inner === null) return response.writeHead(404).end();
      const { method, headers } = request;
      const asked = ask({ hostname, port, path: inner, method, headers }, (answer) => {
        response.writeHead(answer.statusCode!, answer.headers);
        answer.pipe(response);
      });
      asked.on('error', () => response.destroy());
      response.on('close', () => asked.destroy());
      request.pipe(asked);
    });
    server.on('upgrade', (request, socket) => {
      const inner = within(request);
      if (inner === null) return socket.destroy();
      const gateway = connect(Number(port), hostname, () => {
        const { rawHeaders: raw } = request;
        const lines = raw.flatMap((name, i) => (i % 2 === 0 ? [`${name}: ${raw[i + 1]}`] : []));
        gateway.write(`GET ${inner} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
        socket.pipe(gateway).pipe(socket);
      });
      for (const end of [socket, gateway]) end.on('error', () => [socket, gateway].forEach((one) => one.destroy()));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return proxy;
  }

  /** Where a browser finds what is behind it. */
  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}${this.path}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
  }
}
