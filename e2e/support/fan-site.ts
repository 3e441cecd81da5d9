// Another site that frames ours: pages of a few lines on an origin of its own.
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

export class FanSite {
  private constructor(
    readonly server: Server,
    readonly pages: Map<string, string>,
  ) {}

  static async start(): Promise<FanSite> {
    const pages = new Map<string, string>();
    const server = createServer((request, response) => {
      const body = pages.get(request.url!);
      response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'text/html' });
      response.end(body);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new FanSite(server, pages);
  }

  /** Its origin: another site than 127.0.0.1, where our pages are. */
  get origin(): string {
    return `http://localhost:${(this.server.address() as AddressInfo).port}`;
  }

  /** Puts a page there; returns its address. What embeds tell is noted in `window.told` from its beginning. */
  page(path: string, body: string): string {
    const noting = `<script>
      window.told = [];
      for (const kind of ['ready', 'height', 'drivers']) {
        addEventListener('gridcast-' + kind, ({ target, detail }) => told.push({ id: target.id, ...detail }));
      }
    </script>`;
    this.pages.set(path, `<!doctype html><meta charset="utf-8"><title>A fan site</title>${noting}<body>${body}`);
    return this.origin + path;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}

/** What an embed told. */
export interface Told {
  id: string;
  gridcast: number;
  kind: string;
  px?: number;
  drivers?: string[];
}
