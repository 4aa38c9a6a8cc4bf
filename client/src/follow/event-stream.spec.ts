import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { readingFrom, readOn, type Message } from './event-stream.js';

const STREAM =
  'retry: 1000\n\nid: 1.0\nevent: event\ndata: {"a":1}\n\n:\n\nevent: state\ndata: one\ndata: two\n\nid: 2.0\nda';
// By hand.
const MESSAGES: readonly Message[] = [
  { id: '1.0', name: 'event', data: '{"a":1}' },
  { id: '1.0', name: 'state', data: 'one\ntwo' },
];

function readIn(pieces: readonly string[]): { messages: readonly Message[]; id: string | undefined } {
  let reading = readingFrom();
  const messages: Message[] = [];
  for (const piece of pieces) {
    const read = readOn(reading, piece);
    messages.push(...read.messages);
    reading = read;
  }
  return { messages, id: reading.id };
}

describe('a stream of events', () => {
  it('[PG36] is read message by message, and what is not whole yet waits', () => {
    expect(readIn([STREAM])).toEqual({ messages: MESSAGES, id: '1.0' });
    expect(readIn([STREAM, 'ta: x\n\n']).messages.at(-1)).toEqual({ id: '2.0', name: 'message', data: 'x' });
  });

  it('[PG36] is the same wherever a connection cuts it, and however its lines end', () => {
    const cuts = fc.array(fc.nat(STREAM.length + 20), { maxLength: 6 });
    fc.assert(
      fc.property(cuts, fc.constantFrom('\n', '\r\n', '\r'), (at, end) => {
        const text = STREAM.replaceAll('\n', end);
        const places = [0, ...at.toSorted((one, other) => one - other), text.length];
        const pieces = places.slice(1).map((to, nth) => text.slice(places[nth], to));
        expect(readIn(pieces)).toEqual({ messages: MESSAGES, id: '1.0' });
      }),
    );
  });

  it('[PG36] goes on where it was', () => {
    expect(readOn(readingFrom('7.3'), 'data: x\n\n').messages).toEqual([{ id: '7.3', name: 'message', data: 'x' }]);
  });
});
