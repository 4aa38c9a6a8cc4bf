import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { SystemClock } from '../../src/kernel/clock.js';
import { programFile } from '../../src/kernel/program.js';
import { AccessTokens } from '../../src/people/access-tokens.js';
import { SigningSecret } from '../../src/people/signing-secret.js';
import { parseSettings } from '../../src/settings/parse-settings.js';
import type { NewChannelInput, SayInput } from '../../src/wire/host.js';
import { Child } from './child.js';

const LOOK_EVERY_MS = 20;
const START_MS = 60_000;

interface Call {
  readonly method?: string;
  readonly body?: unknown;
  /** Instead of a body in JSON. */
  readonly bytes?: Buffer<ArrayBuffer>;
}

/** The real program in a process of its own, with a data folder of its own, and an admin's hands to work it. */
export class House {
  private running: Child | undefined;
  private readonly clock = new SystemClock();
  private readonly secret = randomBytes(48).toString('base64url');
  private readonly person = { role: 'admin', id: randomUUID(), session: randomUUID() } as const;

  private constructor(
    /** Its data. */
    readonly folder: string,
    private readonly port: number,
    private readonly settings: Readonly<Record<string, string>>,
  ) {}

  static async start(settings: Readonly<Record<string, string>> = {}): Promise<House> {
    const house = new House(mkdtempSync(join(tmpdir(), 'longwave-bench-')), await freePort(), settings);
    await house.start();
    return house;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get program(): Child {
    if (this.running === undefined) throw new Error('The program does not run.');
    return this.running;
  }

  /** Resolves when it answers. */
  async start(): Promise<void> {
    const witness = pathToFileURL(programFile('bench/radio/witness.process.js')).href;
    this.running = new Child(programFile('src/main.js'), {
      node: ['--expose-gc', '--import', witness],
      environment: {
        LONGWAVE_DATA: this.folder,
        DEMO: 'off',
        LONGWAVE_SECRET: this.secret,
        HOST: '127.0.0.1',
        PORT: String(this.port),
        METRICS_PORT: '0',
        SPEECH_PROVIDERS: 'espeak',
        LOG_LEVEL: 'warn',
        ...this.settings,
        ...databaseOf(process.env),
      },
    });
    await this.ready(this.running);
  }

  async kill(): Promise<void> {
    await this.running?.kill();
    this.running = undefined;
  }

  async remove(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  async channel(input: Partial<NewChannelInput> = {}): Promise<string> {
    const { id } = await this.call<{ id: string }>('/v1/channels', {
      method: 'POST',
      body: { title: 'Bench', ...input },
    });
    return id;
  }

  async say(channel: string, say: SayInput): Promise<string> {
    const path = `/v1/channels/${channel}/requests`;
    const { request } = await this.call<{ request: string }>(path, { method: 'POST', body: say });
    return request;
  }

  async call<T>(path: string, { method = 'GET', body, bytes }: Call = {}): Promise<T> {
    const { token } = await this.tokens().issue(this.person);
    const answer = await this.answered(`${this.origin}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        'idempotency-key': randomUUID(),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(bytes === undefined ? {} : { body: bytes }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }

  // A connection that lay idle may be closed while it is being used again: with its key a command may be sent once more.
  private async answered(url: string, request: RequestInit): Promise<Response> {
    try {
      return await fetch(url, request);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      // Fails when the program has ended.
      await this.program.ask('alive');
      return fetch(url, request);
    }
  }

  private tokens(): AccessTokens {
    const settings = parseSettings({ LONGWAVE_DATA: this.folder, LONGWAVE_SECRET: this.secret });
    return new AccessTokens(SigningSecret.open(settings, { warn: () => undefined }), this.clock);
  }

  private async ready(program: Child): Promise<void> {
    const until = this.clock.now() + START_MS;
    while (this.clock.now() < until) {
      // Fails when the program has ended.
      await program.ask('begin');
      if (await this.answers()) return;
      await this.clock.sleep(LOOK_EVERY_MS);
    }
    throw new Error('The program did not start.');
  }

  private async answers(): Promise<boolean> {
    try {
      return (await fetch(`${this.origin}/readyz`)).ok;
    } catch (error) {
      if (error instanceof TypeError) return false;
      throw error;
    }
  }
}

// A database of one's own choosing is used as it is: it should be one for measuring.
function databaseOf({ BENCH_DATABASE_URL }: NodeJS.ProcessEnv): Record<string, string> {
  return BENCH_DATABASE_URL === undefined ? {} : { DATABASE_URL: BENCH_DATABASE_URL };
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
