import { randomUUID } from 'node:crypto';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { routesOf, type Route } from '../support/handlers.js';
import { Nonsense } from '../support/nonsense.js';
import { RadioApp, type Ear } from '../support/radio-app.js';
import { RawLine } from '../support/raw-line.js';
import { isRequired } from '../support/services.js';

// The whole run is a matter of a minute, the ordinary one of seconds.
const INPUTS = isRequired('postgres') ? 200_000 : 5_000;
const SEED = Number(process.env['FUZZ_SEED'] ?? 20_261_120);
const EVENTS_A_SOCKET = 75;
const AT_ONCE = { sockets: 20, lines: 12, requests: 50 };
/** What a decoder takes for its own. */
const RESERVED = ['connect', 'connect_error', 'disconnect', 'disconnecting', 'newListener', 'removeListener'];
/** A frame of ours has no room for more. */
const FRAME_MAX = 60_000;
const NOBODY = '01970000-0000-7000-8000-0000000000ff';

let radio: RadioApp;
let good: Ear;
let channel: string;
let routes: Route[];
const uncaught: unknown[] = [];
const catches = (error: unknown): void => void uncaught.push(error);

beforeAll(async () => {
  process.on('unhandledRejection', catches);
  process.on('uncaughtExceptionMonitor', catches);
  radio = await RadioApp.open();
  routes = routesOf(radio.house.app);
  channel = await radio.channel();
  good = await radio.ear();
});
afterAll(async () => {
  process.off('unhandledRejection', catches);
  process.off('uncaughtExceptionMonitor', catches);
  await radio.close();
});

/** What would be right, by event: most inputs differ from it in one thing. */
const RIGHT = (on: string): Readonly<Record<string, unknown>> => ({
  join: { channel: on, delayMs: 1_000, last: { epoch: 1, seq: 1 } },
  leave: { channel: on },
  clock: {},
  audio_played: { channel: on, chunk: NOBODY, heard: 1, skewMs: 1 },
  report: { channel: on, skewMs: 1, bufferMs: 1, fetchMs: 1, roundTripMs: 1, stalls: 0 },
  command: {
    channel: on,
    key: `key-${NOBODY}`,
    command: { name: 'enqueue', say: { text: 'Goal!', urgency: 'filler' } },
  },
  authenticate: { token: 'a.b.c' },
  error: {},
  exception: {},
  unknown: {},
});
const COMMANDS = [
  { name: 'edit', request: NOBODY, edit: { text: 'New.' } },
  { name: 'reorder', request: NOBODY, before: null },
  { name: 'cancel', request: NOBODY },
  { name: 'skip', request: NOBODY, cut: true },
  { name: 'pause' },
  { name: 'resume' },
  { name: 'setLead', leadMs: 600 },
];

/** One socket says as much as it may. The last answer means that all before it was dealt with. */
async function overSocket(nonsense: Nonsense, on: string): Promise<number> {
  const persona = nonsense.pick(['host', 'listener', undefined] as const);
  const token = persona === undefined ? undefined : await radio.house.accessToken(persona, [on]);
  const line = new RawLine(radio.house.port);
  await line.open();
  line.frame(`40/radio,${JSON.stringify({ token })}`);
  await line.says('40/radio,');
  const right = RIGHT(on);
  const packets = Array.from({ length: EVENTS_A_SOCKET }, (_, nth) => {
    const event = nonsense.random() < 0.95 ? nonsense.pick(Object.keys(right)) : String(nonsense.value(0));
    const usual =
      event === 'command' ? { ...(right['command'] as object), command: nonsense.pick(COMMANDS) } : right[event];
    const body = nonsense.nearly(nonsense.random() < 0.3 ? right[event] : usual);
    return { event, packet: `42/radio,${nonsense.random() < 0.5 ? nth : ''}${JSON.stringify([event, body])}` };
  }).filter(({ event, packet }) => !RESERVED.includes(event) && Buffer.byteLength(packet) < FRAME_MAX);
  // All in one, so that a machine spends its time on what is asked and not on the asking.
  line.together(() => {
    if (nonsense.random() < 0.7) line.frame(`42/radio,${JSON.stringify(['join', { channel: on }])}`);
    for (const { packet } of packets) line.frame(packet);
    line.frame(`42/radio,${EVENTS_A_SOCKET}["clock"]`);
  });
  await line.says(`43/radio,${EVENTS_A_SOCKET}[`);
  await line.end();
  return packets.length;
}

const PACKETS = [
  '',
  '2',
  '3probe',
  '40',
  '40/radio,',
  '41/radio,',
  '42/radio,',
  '43/radio,1',
  '44/radio,',
  '45',
  '451-',
  '5',
  '6',
  'b',
];

/** Packets and frames that no client would send, until the server has had enough. */
async function overWire(nonsense: Nonsense): Promise<number> {
  const line = new RawLine(radio.house.port);
  const count = 6;
  if (nonsense.random() < 0.2) {
    line.write(
      nonsense.pick(['GET / HTTP/9.9\r\n\r\n', 'POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n', '\0\0\0', '\r\n']),
    );
    line.write(nonsense.bytes(300));
  } else {
    // What comes before the handshake is over is for nobody.
    if (nonsense.random() < 0.9) await line.open();
    else line.upgrade(`/socket.io/?EIO=${nonsense.pick(['3', '4', 'x'])}&transport=polling`);
    if (nonsense.random() < 0.8) line.frame('40/radio,{}');
    for (let nth = 0; nth < count; nth += 1) {
      const text = `${nonsense.pick(PACKETS)}${nonsense.json(['join', { channel }])}`;
      const payload = nonsense.random() < 0.8 ? text.slice(0, FRAME_MAX) : nonsense.bytes(200);
      line.frame(payload, { opcode: nonsense.pick([1, 1, 1, 1, 2, 0, 3, 8, 9, 10]), fin: nonsense.random() < 0.95 });
    }
  }
  await line.end();
  return count;
}

interface Answered {
  readonly status: number;
  readonly text: string;
}

function send(path: string, method: string, headers: Record<string, string>, body: Buffer | string): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const call = httpRequest({ port: radio.house.port, path, method, headers }, (response) => {
      let text = '';
      response.setEncoding('latin1').on('data', (piece: string) => (text += piece));
      // One that is cut off has been answered.
      response.on('error', () => undefined);
      response.on('close', () => resolve({ status: response.statusCode ?? 0, text }));
      if (isEndless(response)) response.once('data', () => response.destroy());
    });
    call.on('error', (error: NodeJS.ErrnoException) =>
      ['ECONNRESET', 'EPIPE'].includes(error.code ?? '') ? resolve({ status: 0, text: '' }) : reject(error),
    );
    call.end(body);
  });
}

/** A stream of a channel ends with the channel: whoever has heard some of it has heard enough. */
function isEndless({ headers }: IncomingMessage): boolean {
  return headers['content-type'] === 'audio/mpeg' && headers['content-length'] === undefined;
}

async function overHttp(nonsense: Nonsense, on: string): Promise<number> {
  const route = nonsense.pick(routes);
  const persona = nonsense.pick(['host', 'host', 'host', 'listener', 'admin'] as const);
  const token = await radio.house.accessToken(persona, [on]);
  const path = route.path.replaceAll(/[:*](\w+)/g, (_, name: string) => {
    const text = String(nonsense.pick([name === 'id' ? on : NOBODY, name === 'id' ? on : NOBODY, nonsense.value(0)]));
    return encodeURIComponent(Buffer.from(text).toString().slice(0, 500)) || 'x';
  });
  const query =
    nonsense.random() < 0.2 ? `?from=${encodeURIComponent(String(nonsense.pick([-1, 'x', 1e99, '\0'])))}` : '';
  const right = nonsense.pick([
    { text: 'Goal!', urgency: 'filler' },
    { cut: true },
    { before: null },
    { leadMs: 600 },
    { token: 'a.b.c' },
  ]);
  const headers = {
    authorization:
      nonsense.random() < 0.9
        ? `Bearer ${token}`
        : `Bearer ${encodeURIComponent(Buffer.from(String(nonsense.value(0))).toString()).slice(0, 200)}`,
    'content-type': nonsense.pick([
      'application/json',
      'application/json',
      'application/json',
      'text/plain',
      'audio/wav',
      'x/y; charset=utf-7',
    ]),
    ...(nonsense.random() < 0.8
      ? { 'idempotency-key': nonsense.pick([randomUUID(), 'short', 'key-again-and-again']) }
      : {}),
    ...(nonsense.random() < 0.1
      ? { range: nonsense.pick(['bytes=5-1', 'bytes=-', 'lines=1-2', `bytes=${'9'.repeat(40)}-`]) }
      : {}),
  };
  const body = route.method === 'GET' ? '' : nonsense.random() < 0.9 ? nonsense.json(right) : nonsense.bytes(500);
  const { status, text } = await send(`${path}${query}`, route.method, headers, body);
  if (status === 500 || text.includes('server.fault'))
    throw new Error(`${route.method} ${path}${query}: ${String(body)} → ${text}`);
  return 1;
}

describe('nonsense', () => {
  test(`[RA115] of ${INPUTS} kinds harms nobody, seed ${SEED}`, async () => {
    const joined = await good.join({ channel });
    const sent = { events: 0, packets: 0, requests: 0 };
    let commits = 0;
    let on = await radio.channel();
    for (let round = 0; sent.events + sent.packets + sent.requests < INPUTS; round += 1) {
      // One that a host has closed has little left to refuse, and one channel takes fifty commands a second.
      if (round % 5 === 4) on = await radio.channel();
      // Each has its own, so that who is quicker changes nothing of what the others say.
      const nonsense = (nth: number) => new Nonsense(SEED + round * 1_000 + nth);
      const add = (kind: keyof typeof sent) => (count: number) => void (sent[kind] += count);
      await Promise.all([
        ...Array.from({ length: AT_ONCE.sockets }, (_, nth) => overSocket(nonsense(nth), on).then(add('events'))),
        ...Array.from({ length: AT_ONCE.lines }, (_, nth) => overWire(nonsense(100 + nth)).then(add('packets'))),
        ...Array.from({ length: AT_ONCE.requests }, (_, nth) =>
          overHttp(nonsense(200 + nth), on).then(add('requests')),
        ),
        radio
          .conductor(channel)
          .carryOut({ type: 'setLead', leadMs: 500 + (round % 400) })
          .then(() => (commits += 1)),
        good.ask('clock'),
      ]);
    }
    const { seq } = radio.conductor(channel);
    expect(seq - joined.seq).toBe(commits);
    await good.ask('clock');
    expect(good.told.map((message) => message.seq)).toEqual(
      Array.from({ length: commits }, (_, at) => joined.seq + 1 + at),
    );
    expect(uncaught).toEqual([]);
    expect(radio.house.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
    const { text } = await radio.house.call('/livez');
    expect(text).toContain('ok');
    expect(Math.min(sent.events, sent.packets, sent.requests)).toBeGreaterThan(INPUTS / 40);
  }, 400_000);
});
