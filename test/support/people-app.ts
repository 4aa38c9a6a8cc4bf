import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import type { Type, WebSocketAdapter } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AppModule } from '../../src/app.module.js';
import { AccessTokens } from '../../src/people/access-tokens.js';
import { Invitations } from '../../src/people/invitations.js';
import type { Role } from '../../src/people/person.port.js';
import { parseSettings } from '../../src/settings/parse-settings.js';
import { prepareHttp } from '../../src/watch/http.front.js';
import { NestLogger } from '../../src/watch/nest.logger.js';
import { TimedAdapter } from '../../src/watch/timed.adapter.js';
import { Invite, type InviteInput } from '../../src/wire/people.js';
import { dataFolder } from './data-folder.js';
import { MemoryLog } from './memory.log.js';
import { ORIGIN, tokenIn } from './people.js';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

export interface Call {
  readonly method?: string;
  readonly token?: string | undefined;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a test has beside the house. */
interface Beside {
  readonly controllers?: Type[];
  readonly providers?: Type[];
  readonly sockets?: (app: NestExpressApplication) => WebSocketAdapter;
}

export class PeopleApp {
  private constructor(
    readonly app: NestExpressApplication,
    readonly log: MemoryLog,
    private readonly folder: string,
  ) {}

  /** The whole house with an embedded database of its own, and a test's controllers and gateways beside it. */
  static async open(
    environment: Readonly<Record<string, string>> = {},
    { controllers = [], providers = [], sockets }: Beside = {},
  ): Promise<PeopleApp> {
    class TestModule {}
    const folder = dataFolder('people');
    const log = new MemoryLog();
    const settings = parseSettings({ LONGWAVE_DATA: folder, METRICS_PORT: '0', DEMO: 'off', ...environment });
    const app = await NestFactory.create<NestExpressApplication>(
      { module: TestModule, imports: [AppModule.with(settings, log)], controllers, providers },
      new TimedAdapter(),
      { logger: new NestLogger(log), abortOnError: false, bodyParser: false },
    );
    if (sockets !== undefined) app.useWebSocketAdapter(sockets(app));
    prepareHttp(app);
    await app.listen(0, '127.0.0.1');
    return new PeopleApp(app, log, folder);
  }

  get port(): number {
    return (this.app.getHttpServer().address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    await this.app.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** The path goes out exactly as it is written here, which `fetch` would not do. */
  call(path: string, { method = 'GET', token, body, headers = {} }: Call = {}): Promise<Answer> {
    const sent = body === undefined ? {} : { 'content-type': 'application/json' };
    const bearer = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const options = { port: this.port, path, method, headers: { ...sent, ...bearer, ...headers } };
    return new Promise((resolve, reject) => {
      const request = httpRequest(options, (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (piece: string) => (text += piece));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
      });
      request.on('error', reject);
      request.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }

  /** A token as the house would sign it, of a session nobody else uses. */
  async accessToken(role: Role, channels: readonly string[] = []): Promise<string> {
    const ids = { id: randomUUID(), session: randomUUID() };
    const person = role === 'admin' ? { role, ...ids } : { role, ...ids, channels };
    return (await this.app.get(AccessTokens).issue(person)).token;
  }

  async invitation(input: InviteInput): Promise<string> {
    const made = await this.app.get(Invitations).invite('command', Invite.parse(input), ORIGIN);
    return 'link' in made ? tokenIn(made.link) : '';
  }
}
