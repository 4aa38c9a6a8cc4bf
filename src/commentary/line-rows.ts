import { Say } from '../wire/host.js';
import type { LineKey, NewLine, OfChannel } from './line-store.port.js';
import type { WrittenLine } from './line-writer.js';
import type { Order } from './model/box/plan.js';
import type { Dropped } from './model/box/waiting.js';

interface Asking {
  readonly of: OfChannel;
  readonly worthMs: number;
  /** Who speaks colour; nothing: whoever speaks everything else. */
  readonly colourVoice: string | null;
}

/** What the channel is to be asked for. */
export function sayOf(order: Order, line: WrittenLine, { of, worthMs, colourVoice }: Asking): Say {
  const isOwn = line.language === of.language;
  return Say.parse({
    text: line.text,
    urgency: order.urgency,
    style: order.style,
    staleAfterMs: Math.max(1_000, Math.round(worthMs)),
    ...(isOwn ? {} : { language: line.language }),
    ...(isOwn && order.voice === 'colour' && colourVoice !== null ? { voice: colourVoice } : {}),
  });
}

interface Keeping {
  readonly key: LineKey;
  readonly refused: readonly string[];
  readonly say: Say;
  /** How long it waits for a host’s word; nothing: it does not. */
  readonly until: number | null;
}

/** What is kept of a line that was written. */
export function rowOf({ voice, about }: Order, { text, writer }: WrittenLine, { key, ...rest }: Keeping): NewLine {
  const { event, line } = key;
  const told = about.map(({ moment }) => moment.seq);
  const state = rest.until === null ? 'asked' : 'draft';
  return { event, line, voice, text, writer, about: told, state, reason: null, ...rest };
}

/** What is kept of an event that nothing is said of. */
export function unsaid({ event, reason }: Dropped, refused: readonly string[]): NewLine {
  const unwritten = { voice: 'play', text: '', writer: null, say: null, until: null } as const;
  return { ...unwritten, event, line: 0, about: [event], state: 'dropped', reason, refused };
}
