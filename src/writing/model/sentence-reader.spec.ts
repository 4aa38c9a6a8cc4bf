import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { SentenceReader } from './sentence-reader.js';

/** What is told of a text that arrives in these pieces, and what became of the reader. */
function readAll(pieces: readonly string[]) {
  const reader = new SentenceReader();
  const told = pieces.map((piece) => reader.read(piece));
  return { told, sentences: told.flat(), isWhole: reader.isWhole, isBroken: reader.isBroken };
}

function cutAt(text: string, places: readonly number[]): readonly string[] {
  const edges = [0, ...places.map((place) => place % (text.length + 1)).toSorted((a, b) => a - b), text.length];
  return edges.slice(1).map((edge, at) => text.slice(edges[at], edge));
}

// Half of the characters are those that mean something to the reader.
const sentence = fc.string({
  unit: fc.oneof(fc.constantFrom('"', '\\', '[', ']', '{', ',', '\n', 'न', '😀'), fc.string()),
});

describe('reading sentences as they arrive', () => {
  test('[WR21] however a whole answer is cut, its sentences come of it', () => {
    fc.assert(
      fc.property(fc.array(sentence), fc.array(fc.nat()), fc.constantFrom(0, 1, 3), (sentences, places, indent) => {
        const pieces = cutAt(JSON.stringify({ sentences }, null, indent), places);
        expect(readAll(pieces)).toMatchObject({ sentences, isWhole: true, isBroken: false });
      }),
      { numRuns: 500 },
    );
  });

  test('[WR21] a sentence is told with its closing quote, not before and not later', () => {
    const text = '{"sentences": ["Goal \\"!\\"", "One nil."]}';
    const { told } = readAll(Array.from(text));
    const times = told.flatMap((sentences, at) => sentences.map((said) => [at, said]));
    expect(times).toEqual([
      [26, 'Goal "!"'],
      [38, 'One nil.'],
    ]);
  });

  test('[WR21] of an answer that is cut off, what was whole is told, however it is cut', () => {
    const text = JSON.stringify({ sentences: ['One.', 'Two.', 'Three.'] });
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.array(fc.nat()), (end, places) => {
        const { sentences, isWhole } = readAll(cutAt(text.slice(0, end), places));
        // Counted by hand: where the closing quotes are.
        expect(sentences).toEqual(['One.', 'Two.', 'Three.'].slice(0, [20, 27, 36].filter((at) => at <= end).length));
        expect(isWhole).toBe(false);
      }),
    );
  });

  test.each([
    ['prose', 'Kerr scores!', []],
    ['another key', '{"lines":["Goal."]}', []],
    ['a number', '{"sentences":["Goal.",1]}', ['Goal.']],
    ['an object', '{"sentences":[{"a":"b"}]}', []],
    ['a comma too many', '{"sentences":["Goal.",]}', ['Goal.']],
    ['two in a row', '{"sentences":["Goal.""Goal."]}', ['Goal.']],
    ['a line break in a text', '{"sentences":["Go\nal."]}', []],
    ['an escape that is none', '{"sentences":["Go\\qal."]}', []],
    ['something after it', '{"sentences":["Goal."]} and', ['Goal.']],
    ['a fence', '```json\n{"sentences":["Goal."]}', []],
    ['a text without an end', `{"sentences":["${'a'.repeat(2_401)}`, []],
  ])('[WR21] %s breaks it, and nothing after that is told', (_what, text, sentences) => {
    expect(readAll([text, '"Later."]}'])).toEqual(
      expect.objectContaining({ sentences, isWhole: false, isBroken: true }),
    );
  });
});
