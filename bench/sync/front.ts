import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { projectRoot } from '../../src/kernel/program.js';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
};

/** Serves the page of the bench, and everything else as the house does: to a browser they are one server. */
export class Front {
  /** What a browser told of itself the last time. */
  told: unknown;
  private readonly sockets = new Set<Socket>();
  private readonly server: Server;

  private constructor(
    private readonly folder: string,
    private readonly house: { readonly port: number },
  ) {
    this.server = createServer((asked, answer) => void this.answer(asked, answer));
    this.server.on('upgrade', (asked, socket, head) => this.passOn(asked, socket as Socket, head));
  }

  static async open(housePort: number): Promise<Front> {
    const folder = mkdtempSync(join(tmpdir(), 'longwave-bench-page-'));
    const client = join(projectRoot, 'client');
    const { build } = await import('vite');
    await build({
      root: client,
      base: '/bench/',
      configFile: false,
      logLevel: 'warn',
      publicDir: false,
      build: { outDir: folder, emptyOutDir: true, rolldownOptions: { input: [join(client, 'bench', 'sync.html')] } },
    });
    const front = new Front(folder, { port: housePort });
    front.server.listen(0, '127.0.0.1');
    await once(front.server, 'listening');
    return front;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async answer(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
    const path = normalize((asked.url ?? '').split('?')[0] ?? '');
    if (path === '/bench/story') {
      let told = '';
      for await (const piece of asked) told += String(piece);
      this.told = JSON.parse(told);
      answer.writeHead(204).end();
    } else if (path.startsWith('/bench/')) {
      const type = TYPES[extname(path)] ?? 'application/octet-stream';
      answer.writeHead(200, { 'content-type': type, ...ISOLATED });
      answer.end(
        readFileSync(join(this.folder, path === '/bench/sync.html' ? 'bench/sync.html' : path.slice('/bench/'.length))),
      );
    } else this.ask(asked, answer);
  }

  private ask(asked: IncomingMessage, answer: ServerResponse): void {
    const { method, url, headers } = asked;
    const onward = request({ host: '127.0.0.1', port: this.house.port, method, path: url, headers }, (given) => {
      answer.writeHead(given.statusCode ?? 502, given.headers);
      given.pipe(answer);
    });
    // Whoever waits for a server that is just started again hears nothing, as on a real line.
    onward.on('error', () => answer.destroy());
    asked.pipe(onward);
  }

  private passOn({ method, url, rawHeaders }: IncomingMessage, socket: Socket, head: Buffer): void {
    const onward = connect(this.house.port, '127.0.0.1', () => {
      const lines = rawHeaders.flatMap((name, at) => (at % 2 === 0 ? [`${name}: ${rawHeaders[at + 1] ?? ''}`] : []));
      onward.write(`${method ?? 'GET'} ${url ?? '/'} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
      onward.write(head);
      onward.pipe(socket).pipe(onward);
    });
    for (const [one, other] of [[socket, onward] as const, [onward, socket] as const]) {
      this.sockets.add(one);
      one.setNoDelay(true);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        this.sockets.delete(one);
        other.destroy();
      });
    }
  }
}

// Then a page's clock is as fine as it can be, as it is on the listen page.
const ISOLATED = { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' };
