import { randomUUID } from 'node:crypto';
import { Controller, Delete, Get, Param, Post } from '@nestjs/common';
import { MessageBody, SubscribeMessage, WebSocketGateway, type OnGatewayInit } from '@nestjs/websockets';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Namespace, Socket as ServerSocket } from 'socket.io';
import { io, type Socket } from 'socket.io-client';
import { isRefusal } from '../../src/kernel/outcome.js';
import { Allow, Who, type Need } from '../../src/people/allow.port.js';
import { Bearers } from '../../src/people/bearer.port.js';
import type { Person } from '../../src/people/person.port.js';
import { eventsOf, routesOf, type Handler, type Route } from '../support/handlers.js';
import { PeopleApp } from '../support/people-app.js';

@Controller('fixture')
class FixtureController {
  @Get('undeclared')
  undeclared(): string {
    return 'reached';
  }

  @Get('open')
  @Allow('listener')
  open(): string {
    return 'reached';
  }

  @Post('channels/:channel/pause')
  @Allow('host', { channelIn: 'channel' })
  pause(@Param('channel') channel: string): string {
    return channel;
  }

  @Delete('channels/:channel')
  @Allow('admin', { channelIn: 'channel' })
  remove(): string {
    return 'reached';
  }
}

@WebSocketGateway({ namespace: '/fixture' })
class FixtureGateway implements OnGatewayInit<Namespace> {
  constructor(private readonly bearers: Bearers) {}

  // What the radio's gateway will do at its handshake.
  afterInit(namespace: Namespace): void {
    namespace.use((socket, next) => void this.shakeHands(socket, next));
  }

  private async shakeHands(socket: ServerSocket, next: (error?: Error) => void): Promise<void> {
    const identity = await this.bearers.identify(socket.handshake.auth['token'] as string | undefined);
    socket.data = { identity };
    next(isRefusal(identity) ? new Error(identity.refused) : undefined);
  }

  @SubscribeMessage('undeclared')
  undeclared(): string {
    return 'reached';
  }

  @SubscribeMessage('listen')
  @Allow('listener')
  listen(@Who() { role }: Person): string {
    return role;
  }

  @SubscribeMessage('pause')
  @Allow('host', { channelIn: 'channel' })
  pause(@MessageBody() { channel }: { channel: string }): string {
    return channel;
  }

  @SubscribeMessage('remove')
  @Allow('admin')
  remove(): string {
    return 'reached';
  }
}

const PERSONAS = ['anonymous', 'listener', 'host of another channel', 'host', 'admin'] as const;
type Persona = (typeof PERSONAS)[number];

// By hand: who gets in, in the order above. A need that names its channel keeps the other channel's host out.
const MAY: Readonly<Record<Need, string>> = {
  anyone: 'yyyyy',
  listener: 'yyyyy',
  known: 'nyyyy',
  host: 'nnyyy',
  admin: 'nnnny',
};
const MAY_ON_CHANNEL: Readonly<Record<Need, string>> = { ...MAY, host: 'nnnyy' };

// The same address in other clothes. None may lead past the guard; some lead nowhere.
const CLOTHES: Readonly<Record<string, (path: string) => string>> = {
  'a slash behind': (path) => `${path}/`,
  'two slashes': (path) => path.replace('/', '//'),
  'two slashes inside': (path) => path.replace(/\/(?=[^/]*$)/, '//'),
  capitals: (path) => path.toUpperCase(),
  'an encoded dot': (path) => `/%2e${path}`,
  'an encoded step back': (path) => `/livez/%2e%2e${path}`,
  'an encoded slash': (path) => path.replace(/\/(?=[^/]*$)/, '%2f'),
  'an encoded letter': (path) => path.replace(/[a-z](?=[^a-z]*$)/, (letter) => `%${letter.charCodeAt(0).toString(16)}`),
  'a query': (path) => `${path}?role=admin&channel=derby`,
  'a semicolon': (path) => `${path};.css`,
};

function pathOf({ path, allowed }: Route): string {
  return path.replace(/:(\w+)/g, (_, name: string) => (name === allowed?.channelIn ? 'final' : randomUUID()));
}

describe('authorisation', () => {
  let house: PeopleApp;

  beforeAll(async () => {
    house = await PeopleApp.open({}, { controllers: [FixtureController], providers: [FixtureGateway] });
  });

  afterAll(async () => house.close());

  const tokenOf = async (persona: Persona): Promise<string | undefined> => {
    if (persona === 'anonymous') return undefined;
    if (persona === 'host of another channel') return house.accessToken('host', ['derby']);
    return house.accessToken(persona, persona === 'admin' ? [] : ['final']);
  };
  const routes = (): Route[] => routesOf(house.app).filter(({ allowed }) => allowed !== undefined);
  const mayEnter = ({ allowed }: Handler, persona: Persona): boolean => {
    const table = allowed?.channelIn === undefined ? MAY : MAY_ON_CHANNEL;
    return table[allowed?.need ?? 'admin'][PERSONAS.indexOf(persona)] === 'y';
  };

  test('[PE11] every route and every event of the house says whom it allows', () => {
    const handlers = [...routesOf(house.app), ...eventsOf(house.app)];
    expect(handlers.map(({ name }) => name)).toContain('SessionsController.begin');
    expect(handlers.map(({ name }) => name)).toContain('FixtureGateway.pause');
    const silent = handlers.filter(({ allowed }) => allowed === undefined).map(({ name }) => name);
    expect(silent).toEqual(['FixtureController.undeclared', 'FixtureGateway.undeclared']);
  });

  test('[PE11] a route names the channel by a parameter it has', () => {
    const wrong = routes().filter(({ path, allowed }) => {
      return allowed?.channelIn !== undefined && !path.split('/').includes(`:${allowed.channelIn}`);
    });
    expect(wrong).toEqual([]);
  });

  test('[PE11] one that does not is closed to everybody, an admin included', async () => {
    for (const persona of PERSONAS) {
      const { status, text } = await house.call('/fixture/undeclared', { token: await tokenOf(persona) });
      expect([persona, status, text.includes('reached')]).toEqual([persona, 403, false]);
    }
  });

  test.each(PERSONAS)('[PE11] %s gets in where the table says, and nowhere else', async (persona) => {
    const wrong: string[] = [];
    for (const route of routes()) {
      const { status, text } = await house.call(pathOf(route), { method: route.method, token: await tokenOf(persona) });
      const shut = persona === 'anonymous' ? status === 401 : status === 403;
      // A door may have a 403 of its own, as for a link that has expired: the guard's carry its codes.
      const turnedAway = /"people\.not-(signed-in|allowed)"/.test(text);
      const isRight = mayEnter(route, persona) ? !turnedAway : shut && turnedAway;
      if (!isRight) wrong.push(`${route.method} ${route.path}: ${status}`);
    }
    expect(wrong).toEqual([]);
  });

  test.each(PERSONAS)('[PE11] no other way to write an address lets %s in', async (persona) => {
    const wrong: string[] = [];
    for (const route of routes().filter((candidate) => !mayEnter(candidate, persona))) {
      for (const [clothes, dress] of Object.entries(CLOTHES)) {
        const path = dress(pathOf(route));
        const { status } = await house.call(path, { method: route.method, token: await tokenOf(persona) });
        // With its slash encoded it is one name, at a door that may be open, and no name that anything has.
        const isNoName = clothes === 'an encoded slash' && status === 400;
        if (![401, 403, 404, 405].includes(status) && !isNoName)
          wrong.push(`${route.method} ${path} (${clothes}): ${status}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  test('[PE11] HEAD and OPTIONS lead past the guard as little as GET does', async () => {
    const wrong: string[] = [];
    // HEAD asks what GET would: where that is open to all, nothing is passed.
    const open = routes().filter((route) => route.method === 'GET' && mayEnter(route, 'anonymous'));
    const closed = routes().filter(({ path }) => !open.some((route) => route.path === path));
    for (const route of closed) {
      const head = await house.call(pathOf(route), { method: 'HEAD' });
      const options = await house.call(pathOf(route), { method: 'OPTIONS' });
      if (![401, 404, 405].includes(head.status)) wrong.push(`HEAD ${route.path}: ${head.status}`);
      if (options.text.includes('reached') || options.text.length > 300) wrong.push(`OPTIONS ${route.path}`);
    }
    expect(wrong).toEqual([]);
  });

  const ask = async (persona: Persona, event: string, data: unknown): Promise<unknown> => {
    const auth = { token: await tokenOf(persona) };
    const socket: Socket = io(`http://127.0.0.1:${house.port}/fixture`, { auth, transports: ['websocket'] });
    const answer = await new Promise((resolve) => {
      socket.once('exception', () => resolve('refused'));
      socket.emit(event, data, resolve);
    });
    socket.disconnect();
    return answer;
  };

  describe('events', () => {
    // By hand: what each persona, in the order above, is answered.
    test.each<[string, unknown, string[]]>([
      ['undeclared', {}, ['refused', 'refused', 'refused', 'refused', 'refused']],
      ['listen', {}, ['anonymous', 'listener', 'host', 'host', 'admin']],
      ['pause', { channel: 'final' }, ['refused', 'refused', 'refused', 'final', 'final']],
      ['pause', { channel: 'derby' }, ['refused', 'refused', 'derby', 'refused', 'derby']],
      ['pause', { channel: ['final'] }, ['refused', 'refused', 'refused', 'refused', 'refused']],
      ['pause', {}, ['refused', 'refused', 'refused', 'refused', 'refused']],
      ['remove', {}, ['refused', 'refused', 'refused', 'refused', 'reached']],
    ])('[PE11] %s %j', async (event, data, expected) => {
      const answers = [];
      for (const persona of PERSONAS) answers.push(await ask(persona, event, data));
      expect(answers).toEqual(expected);
    });
  });

  test('[PE1] where listening is not open, one listens with a token', async () => {
    const closed = await PeopleApp.open({ ANONYMOUS_LISTENERS: 'false' }, { controllers: [FixtureController] });
    const listener = await closed.accessToken('listener', []);
    expect((await closed.call('/fixture/open')).status).toBe(401);
    expect((await closed.call('/fixture/open', { token: listener })).status).toBe(200);
    expect((await closed.call('/v1/me')).status).toBe(200);
    await closed.close();
  });
});
