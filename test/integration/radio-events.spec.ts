import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { MESSAGES } from '../../src/wire/radio.js';
import { eventsOf } from '../support/handlers.js';
import { RadioApp } from '../support/radio-app.js';

const CHUNK = '01970000-0000-7000-8000-0000000000ff';
const REPORT = { skewMs: 0, bufferMs: 0, fetchMs: 0, roundTripMs: 0, stalls: 0 };
const PERSONAS = ['anonymous', 'listener', 'host of another channel', 'host', 'admin'] as const;

interface Document {
  readonly channels: { readonly radio: { readonly messages: Readonly<Record<string, unknown>> } };
  readonly operations: Readonly<Record<string, { readonly action: 'send' | 'receive' }>>;
}

let radio: RadioApp;
let document: Document;
beforeAll(async () => {
  radio = await RadioApp.open();
  document = JSON.parse((await radio.house.call('/docs/events')).text) as Document;
});
afterAll(() => radio.close());

function referencesIn(thing: unknown): string[] {
  if (typeof thing !== 'object' || thing === null) return [];
  return Object.entries(thing).flatMap(([name, one]) => (name === '$ref' ? [String(one)] : referencesIn(one)));
}

function found(reference: string): unknown {
  const [root, ...path] = reference.split('/');
  if (root !== '#') return undefined;
  return path.reduce<unknown>((thing, name) => (thing as Record<string, unknown> | undefined)?.[name], document);
}

const operations = (action: 'send' | 'receive') =>
  Object.entries(document.operations).flatMap(([name, operation]) => (operation.action === action ? [name] : []));

describe('the document of the events', () => {
  test('[RA114] has every event of the gateway, and the clock beside it', () => {
    const events = eventsOf(radio.house.app).map(({ event }) => event);
    expect(events).toContain('join');
    expect(new Set(operations('receive'))).toEqual(new Set([...events, 'clock']));
  });

  test('[RA114] [RA158] has every message, and the word before a socket is closed', () => {
    expect(new Set(operations('send'))).toEqual(new Set([...MESSAGES, 'closing']));
    const { messages } = document.channels.radio;
    expect(Object.keys(messages)).toEqual(expect.arrayContaining([...MESSAGES, 'join.reply', 'closing']));
    expect(found('#/components/messages/closing')).toMatchObject({
      payload: { properties: { reason: { enum: ['slow', 'flood', 'signed-out', 'idle', 'draining'] } } },
    });
  });

  test('[RA114] refers to nothing that is not there', () => {
    const references = referencesIn(document);
    expect(references.length).toBeGreaterThan(40);
    expect(references.filter((reference) => found(reference) === undefined)).toEqual([]);
  });
});

describe('every event', () => {
  // By hand: what each persona, in the order above, is answered on a private channel and on a public one.
  const NOT_IN = 'people.not-signed-in';
  const NOT_YOU = 'people.not-allowed';
  const NO_CHANNEL = 'radio.unknown-channel';
  const NOT_JOINED = 'radio.not-joined';
  const table: [string, object, string[], string[]][] = [
    ['join', {}, [NO_CHANNEL, 'ok', NO_CHANNEL, 'ok', 'ok'], ['ok', 'ok', 'ok', 'ok', 'ok']],
    [
      'audio_played',
      { chunk: CHUNK },
      [NOT_JOINED, NOT_JOINED, NOT_JOINED, NOT_JOINED, NOT_JOINED],
      [NOT_JOINED, NOT_JOINED, NOT_JOINED, NOT_JOINED, NOT_JOINED],
    ],
    [
      'report',
      REPORT,
      [NOT_JOINED, NOT_JOINED, NOT_JOINED, NOT_JOINED, NOT_JOINED],
      [NOT_JOINED, NOT_JOINED, NOT_JOINED, NOT_JOINED, NOT_JOINED],
    ],
    ['leave', {}, ['ok', 'ok', 'ok', 'ok', 'ok'], ['ok', 'ok', 'ok', 'ok', 'ok']],
    [
      'command',
      { key: 'some-key-1', command: { name: 'resume' } },
      [NOT_IN, NOT_YOU, NOT_YOU, 'ok', 'ok'],
      [NOT_IN, NOT_YOU, NOT_YOU, 'ok', 'ok'],
    ],
  ];

  test.each(table)('[RA118] %s answers each persona as the table says', async (event, body, onPrivate, onPublic) => {
    const channels = [await radio.channel({ visibility: 'private' }), await radio.channel()];
    const answers: string[][] = [];
    for (const channel of channels) {
      const row: string[] = [];
      for (const persona of PERSONAS) {
        const ear = await radio.ear(await tokenOf(persona, channel));
        const { code = 'ok' } = await ear.ask<{ code?: string }>(event, { channel, ...body });
        row.push(code);
        ear.socket.disconnect();
      }
      answers.push(row);
    }
    expect(answers).toEqual([onPrivate, onPublic]);
  });

  test('[RA118] is in this table, or is for everybody', () => {
    const events = eventsOf(radio.house.app).map(({ event }) => event);
    expect(new Set([...table.map(([event]) => event), 'authenticate'])).toEqual(new Set(events));
  });
});

async function tokenOf(persona: (typeof PERSONAS)[number], channel: string): Promise<string | undefined> {
  if (persona === 'anonymous') return undefined;
  if (persona === 'host of another channel') return radio.house.accessToken('host', ['derby']);
  return radio.house.accessToken(persona, persona === 'admin' ? [] : [channel]);
}
