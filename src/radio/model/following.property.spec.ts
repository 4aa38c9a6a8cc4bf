import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { CHANNEL, EMPTY, entryOf, joinedOf, messageOf } from '../../../test/support/wire.js';
import type { Change, Entry, Message } from '../../wire/radio.js';
import { answered, applied, type Following, notJoined, placeToJoinFrom } from './following.js';
import { positionAt } from './sounding.js';

const LENGTH_MS = 6_000;

/** What a host and the rules may do, as numbers; what they mean depends on the timeline so far. */
const act = fc.oneof(
  fc.record({
    do: fc.constant('announce' as const),
    frames: fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 3 }),
    gap: fc.constantFrom(0, 0, 1, 17),
  }),
  // Half of the moments are edges: those of an entry, named by its number.
  fc.record({
    do: fc.constant('withdraw' as const),
    at: fc.oneof(fc.record({ frame: fc.nat(250) }), fc.record({ edgeOf: fc.nat(20) })),
  }),
  fc.record({ do: fc.constant('repeat' as const), which: fc.nat(20), frames: fc.integer({ min: 1, max: 12 }) }),
  fc.record({ do: fc.constant('takeOver' as const) }),
);
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

/** The simplest timeline there is: for every millisecond the chunk and the frame that sounds, as text. */
class Strip {
  readonly slots: string[] = Array.from({ length: LENGTH_MS }, () => '');

  blank(from: number): void {
    this.slots.fill('', from);
  }

  blankChunk(chunk: string): void {
    for (const [ms, slot] of this.slots.entries()) if (slot.startsWith(`${chunk} `)) this.slots[ms] = '';
  }

  write({ chunk, startsAt, frames }: Entry): void {
    this.blankChunk(chunk);
    for (let ms = 0; ms < frames * 24 && startsAt + ms < LENGTH_MS; ms += 1) {
      this.slots[startsAt + ms] = `${chunk} ${Math.floor(ms / 24)}`;
    }
  }

  /** In whole frames. */
  end(): number {
    return Math.ceil((this.slots.findLastIndex((slot) => slot !== '') + 1) / 24) * 24;
  }

  /** Of the chunk that starts nth. */
  startOf(nth: number): number {
    const starts = this.slots.flatMap((slot, ms) => (slot.endsWith(' 0') && this.slots[ms - 1] !== slot ? [ms] : []));
    return starts[nth % Math.max(1, starts.length)] ?? 0;
  }

  entries(): Entry[] {
    const found = new Map<string, Entry>();
    for (const [ms, slot] of this.slots.entries()) {
      const [chunk = '', frame = ''] = slot.split(' ');
      const entry = found.get(chunk) ?? { ...entryOf(0, ms), chunk, index: 0 };
      if (chunk !== '') found.set(chunk, { ...entry, frames: Number(frame) + 1 });
    }
    return [...found.values()];
  }
}

interface Told {
  readonly messages: readonly Message[];
  /** The strip after each message, from before the first. */
  readonly strips: readonly Strip[];
}

/** Plays the acts as a server would, on the strip alone. */
function play(acts: readonly Act[]): Told {
  const strips = [new Strip()];
  const messages: Message[] = [];
  let [epoch, chunks] = [1, 0];
  for (const doing of acts) {
    const strip = new Strip();
    strip.slots.splice(0, LENGTH_MS, ...(strips.at(-1)?.slots ?? []));
    let change: Change = {};
    if (doing.do === 'takeOver') epoch += 1;
    if (doing.do === 'withdraw') {
      const from = 'frame' in doing.at ? doing.at.frame * 24 : strip.startOf(doing.at.edgeOf);
      strip.blank(from);
      change = { withdrawn: { from, reason: 'host' } };
    }
    if (doing.do === 'announce') {
      const entries = doing.frames.map((frames, nth) => {
        const entry = entryOf((chunks += 1), strip.end() + (nth === 0 ? doing.gap * 24 : 0), { frames });
        strip.write(entry);
        return entry;
      });
      change = { chunks: entries };
    }
    if (doing.do === 'repeat' && chunks > 0) {
      const entry = entryOf(1 + (doing.which % chunks), strip.end(), { frames: doing.frames });
      strip.write(entry);
      change = { cued: { entries: [entry] } };
    }
    strips.push(strip);
    messages.push(messageOf(`${epoch}.${messages.length + 1}`, change));
  }
  return { messages, strips };
}

/** The first millisecond at which the two do not sound the same. */
function firstDifference(following: Following, strip: Strip | undefined): object | undefined {
  for (const [ms, expected] of strip?.slots.entries() ?? []) {
    const position = positionAt(following, ms);
    const sounds = position === undefined ? '' : `${position.entry.chunk} ${position.frame}`;
    if (sounds !== expected) return { ms, sounds, expected };
  }
  return undefined;
}

/** What the server answers: the messages after `last`, or everything there is. */
function rejoined(following: Following, { messages, strips }: Told, upTo: number, recovers: boolean): Following {
  const asked = placeToJoinFrom(following);
  const place = `${messages[upTo - 1]?.epoch ?? 1}.${upTo}`;
  const answer =
    recovers && asked !== undefined
      ? joinedOf(place, { missed: messages.slice(asked.seq, upTo) })
      : joinedOf(place, { snapshot: { ...EMPTY, entries: strips[upTo]?.entries() ?? [] } });
  return answered(following, answer, following.last);
}

const acts = fc.array(act, { minLength: 1, maxLength: 14 });

describe('following, whatever happens', () => {
  test('[RA70] every millisecond sounds as on a strip of milliseconds', () => {
    fc.assert(
      fc.property(acts, (doings) => {
        const { messages, strips } = play(doings);
        const following = messages.reduce(applied, answered(notJoined(CHANNEL), joinedOf('1.0'), undefined));
        expect(following.needs).toBeUndefined();
        expect(firstDifference(following, strips.at(-1))).toBeUndefined();
      }),
      { numRuns: 150 },
    );
  });

  test('[RA71] [RA73] in any order, twice or not at all: joined again it sounds as if nothing had been missed', () => {
    const delivery = fc.array(
      fc.record({ message: fc.nat(20), joins: fc.constantFrom('', '', '', 'missed', 'snapshot') }),
      {
        maxLength: 40,
      },
    );
    fc.assert(
      fc.property(acts, delivery, fc.boolean(), (doings, deliveries, recovers) => {
        const told = play(doings);
        const { messages, strips } = told;
        let following = answered(notJoined(CHANNEL), joinedOf('1.0'), undefined);
        let said = 0;
        for (const { message, joins } of deliveries) {
          const nth = message % messages.length;
          said = Math.max(said, nth + 1);
          following = [messages[nth]].flatMap((one) => one ?? []).reduce(applied, following);
          if (joins !== '') following = rejoined(following, told, said, joins === 'missed');
        }
        const whole = rejoined(following, told, messages.length, recovers);
        expect(whole).toMatchObject({ needs: undefined, ahead: [], last: { seq: messages.length } });
        expect(firstDifference(whole, strips.at(-1))).toBeUndefined();
      }),
      { numRuns: 150 },
    );
  });
});
