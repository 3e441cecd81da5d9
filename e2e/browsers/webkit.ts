// WebKit: WebKitGTK's own small browser on a display of its own, over W3C WebDriver.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { freePort } from '../support/ports.ts';
import { Running, required } from '../support/process.ts';
import type { Driver, Key } from './driven.ts';

/** WebDriver's codes of keys that have no character. */
const CODES: Partial<Record<Key, string>> = {
  ArrowDown: '\uE015',
  ArrowUp: '\uE013',
  Enter: '\uE007',
  Escape: '\uE00C',
  Tab: '\uE004',
};

/** How long a script may run, ms: longer than anything waits in the page. */
const SCRIPT_MS = 120_000;

/** The name under which WebDriver hands over elements. */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

export async function openWebKit(): Promise<Driver> {
  const display = await Display.open();
  const port = await freePort();
  const program = new Running('WebKitWebDriver', required('GRIDCAST_WEBKIT_DRIVER'), [`--port=${port}`, '--host=127.0.0.1'], {
    DISPLAY: display.name,
    // Without a GPU, compositing costs more than it saves.
    WEBKIT_DISABLE_COMPOSITING_MODE: '1',
  });
  const end = async () => {
    await program.stop();
    await display.close();
  };
  try {
    const session = await Session.open(`http://127.0.0.1:${port}`, program);
    return driver(session, display, end);
  } catch (error) {
    await end();
    throw error;
  }
}

function driver(session: Session, display: Display, end: () => Promise<void>): Driver {
  return {
    goto: (url) => session.ask('POST', '/url', { url }),
    evaluate: async (expression) => {
      // An error of the page would end the script without a word of where.
      const script = `const done = arguments[arguments.length - 1];
        Promise.resolve().then(() => ${expression})
          .then((value) => done({ value }), (error) => done({ error: String(error) }));`;
      const came = await session.ask('POST', '/execute/async', { script, args: [] });
      if (came.error) throw new Error(`${came.error}, in ${expression}`);
      return came.value;
    },
    click: async (selector) => {
      const found = await session.ask('POST', '/element', { using: 'css selector', value: selector });
      await session.ask('POST', `/element/${found[ELEMENT]}/click`, {});
    },
    press: async (key) => {
      const value = CODES[key] ?? key;
      const actions = [{ type: 'keyDown', value }, { type: 'keyUp', value }];
      await session.ask('POST', '/actions', { actions: [{ type: 'key', id: 'keyboard', actions }] });
    },
    resize: (width, height) => session.resize(width, height),
    // The driver's own picture hangs on long pages; that of the display does not.
    picture: () => display.picture(),
    close: async () => {
      await session.ask('DELETE', '', undefined);
      await end();
    },
  };
}

/** A session of WebDriver. */
class Session {
  private constructor(readonly url: string) {}

  static async open(server: string, program: Running): Promise<Session> {
    await listens(server, program);
    const options = { binary: required('GRIDCAST_WEBKIT'), args: ['--automation'] };
    const capabilities = { alwaysMatch: { 'webkitgtk:browserOptions': options, timeouts: { script: SCRIPT_MS } } };
    const { sessionId } = await ask(`${server}/session`, 'POST', { capabilities });
    return new Session(`${server}/session/${sessionId}`);
  }

  async ask(method: string, path: string, body: unknown): Promise<any> {
    return ask(this.url + path, method, body);
  }

  /** The window has a frame; what is within it is to have the size asked for. Its least width is 447. */
  async resize(width: number, height: number): Promise<void> {
    const script = 'return [outerWidth - innerWidth, outerHeight - innerHeight]';
    const [wide, high] = await this.ask('POST', '/execute/sync', { script, args: [] });
    await this.ask('POST', '/window/rect', { x: 0, y: 0, width: width + wide, height: height + high });
    // The page hears of its size when the window has it.
    const heard = `const [width, height, done] = arguments;
      const look = () => innerWidth === width && innerHeight === height && done(true);
      addEventListener('resize', look);
      look();`;
    await this.ask('POST', '/execute/async', { script: heard, args: [width, height] });
  }
}

async function ask(url: string, method: string, body: unknown): Promise<any> {
  const answer = await fetch(url, { method, body: body === undefined ? undefined : JSON.stringify(body) });
  const { value } = (await answer.json()) as { value: any };
  if (!answer.ok) throw new Error(`${method} ${url}: ${value?.error}: ${value?.message}`);
  return value;
}

/** Asks for the driver's state until it answers: it prints nothing by which its readiness is seen. */
async function listens(server: string, program: Running): Promise<void> {
  for (;;) {
    if (program.hasEnded) throw new Error(`WebKitWebDriver ended:\n${program.tail()}`);
    const answers = await fetch(`${server}/status`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (answers) return;
  }
}

/** A virtual display. */
class Display {
  private constructor(
    readonly name: string,
    readonly server: Running,
  ) {}

  static async open(): Promise<Display> {
    // It takes a number that is free, and tells which when it is ready.
    const screen = ['-screen', '0', '1600x1300x24', '-nolisten', 'tcp', '-displayfd', '1'];
    const server = new Running('Xvfb', required('GRIDCAST_XVFB'), screen);
    const [number] = await server.line(/^\d+$/);
    return new Display(`:${number}`, server);
  }

  async picture(): Promise<Buffer> {
    const env = { ...process.env, DISPLAY: this.name };
    const taken = await promisify(execFile)('import', ['-window', 'root', 'png:-'], { env, encoding: 'buffer', maxBuffer: 2 ** 25 });
    return taken.stdout;
  }

  async close(): Promise<void> {
    await this.server.stop();
  }
}
