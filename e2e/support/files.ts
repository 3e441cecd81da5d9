// A plain file server, as any web space is one: files by their names, index.html for a folder, nothing else.
import { createReadStream, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { extname, join, normalize } from 'node:path';
import type { AddressInfo } from 'node:net';

const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

export class FileServer {
  /** What was asked for and is not there. */
  readonly missing: string[] = [];

  private constructor(
    readonly server: Server,
    readonly root: string,
  ) {}

  static async start(root: string): Promise<FileServer> {
    const server = createServer();
    const files = new FileServer(server, root);
    server.on('request', (request, response) => {
      const { pathname, search } = new URL(request.url!, 'http://x');
      const path = decodeURIComponent(pathname);
      let file = join(root, normalize(path));
      const is = (kind: 'isFile' | 'isDirectory') => statSync(file, { throwIfNoEntry: false })?.[kind]() ?? false;
      if (is('isDirectory')) {
        if (!path.endsWith('/')) {
          response.writeHead(301, { location: `${pathname}/${search}` }).end();
          return;
        }
        file = join(file, 'index.html');
      }
      if (!is('isFile')) {
        files.missing.push(path);
        response.writeHead(404).end();
        return;
      }
      response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' });
      createReadStream(file).pipe(response);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return files;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}
