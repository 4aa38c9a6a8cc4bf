import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { CRICKET_FILES, matchFile, refusalOf } from '../../../../test/support/match-files.js';
import { ToldMatch } from '../../../../test/support/told-match.js';
import { isRefusal } from '../../../kernel/outcome.js';
import { NewMatch } from '../../../wire/match-doors.js';
import { EventContent } from '../../../wire/matches.js';
import { readMatchFile } from './read-match-file.js';

const FILES = [...CRICKET_FILES, 'football.jsonl'];

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

describe('a file that was cut', () => {
  test.each(FILES)('[MA73] %s is refused wherever that was', (name) => {
    const bytes = Buffer.from(matchFile(name).trimEnd());
    const wrong: string[] = [];
    for (let end = 0; end < bytes.length; end += end < 200 ? 1 : 13) {
      const read = readMatchFile(bytes.subarray(0, end).toString());
      const detail = isRefusal(read) ? read.detail : 'it was read';
      if (!/^line \d+, (column \d+: |lines: |the whole: )/.test(detail)) wrong.push(`${end}: ${detail}`);
    }
    expect(wrong).toEqual([]);
  });

  test('[MA73] says where it ends', () => {
    const text = matchFile('tie.json');
    const end = text.indexOf('"gender"') + 4;
    expect(refusalOf(text.slice(0, end))).toBe('line 8, column 7: it ends in the middle.');
  });
});

describe('a twisted file', () => {
  const spoilt = fc.oneof(
    fc.jsonValue() as fc.Arbitrary<Json>,
    fc.constantFrom<Json>(
      -1,
      0,
      1,
      1.5,
      99,
      1e6,
      1e308,
      '',
      'Rivermouth',
      'Harbour Vale',
      'L Larch',
      true,
      null,
      [],
      {},
      '\uD800',
      'a\0b',
    ),
  );
  const twist = fc.record({
    where: fc.nat(100_000),
    does: fc.constantFrom('replace', 'delete', 'double'),
    value: spoilt,
  });

  test.each(CRICKET_FILES)('[MA74] %s is refused with a place, or can be told', (name) => {
    fc.assert(
      fc.property(fc.array(twist, { minLength: 1, maxLength: 4 }), (twists) => {
        const file = JSON.parse(matchFile(name)) as Json;
        for (const one of twists) twistIn(file, one);
        expectRefusedOrTold(JSON.stringify(file));
      }),
      { numRuns: 150 },
    );
  });

  test('[MA74] football.jsonl is refused with a place, or can be told', () => {
    fc.assert(
      fc.property(fc.array(twist, { minLength: 1, maxLength: 3 }), fc.nat(17), (twists, number) => {
        const lines = matchFile('football.jsonl').trimEnd().split('\n');
        const content = JSON.parse(lines[number] ?? '') as Json;
        for (const one of twists) twistIn(content, one);
        lines[number] = JSON.stringify(content);
        expectRefusedOrTold(lines.join('\n'));
      }),
      { numRuns: 500 },
    );
  });

  test('[MA74] is no trouble either when it is not JSON any more', () => {
    const damage = fc.record({
      where: fc.nat(6_000),
      signs: fc.string({ unit: 'binary', maxLength: 4 }),
      length: fc.nat(40),
    });
    fc.assert(
      fc.property(fc.constantFrom(...FILES), fc.array(damage, { minLength: 1, maxLength: 3 }), (name, all) => {
        let text = matchFile(name);
        for (const { where, signs, length } of all) text = text.slice(0, where) + signs + text.slice(where + length);
        expectRefusedOrTold(text);
      }),
      { numRuns: 400 },
    );
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => expectRefusedOrTold(text)));
    expectRefusedOrTold(`{"meta":${'['.repeat(500_000)}`);
    expectRefusedOrTold(`{"meta":${'['.repeat(100_000)}${']'.repeat(100_000)}}`);
  });
});

function expectRefusedOrTold(text: string): void {
  const read = readMatchFile(text);
  if (isRefusal(read)) {
    expect(read.refused).toBe('matches.file-unreadable');
    expect(read.detail).toMatch(/^[a-z].*(?:: .|…)/s);
    return;
  }
  const { lines: _, ...match } = read;
  expect(NewMatch.parse(match)).toMatchObject(match);
  new ToldMatch(read).tell(read.lines).state();
  for (const line of read.lines) if ('content' in line) expect(EventContent.parse(line.content)).toEqual(line.content);
}

interface Twist {
  where: number;
  does: 'replace' | 'delete' | 'double';
  value: Json;
}

/** Somewhere in the tree, with every place as likely as any other. */
function twistIn(file: Json, { where, does, value }: Twist): void {
  const places = placesIn(file);
  const place = places[where % Math.max(1, places.length)];
  if (place === undefined) return;
  const { holder, name } = place;
  if (Array.isArray(holder)) {
    if (does === 'replace') holder[Number(name)] = value;
    if (does === 'delete') holder.splice(Number(name), 1);
    if (does === 'double') holder.splice(Number(name), 0, structuredClone(holder[Number(name)] ?? null));
  } else if (does === 'delete') delete holder[name];
  else holder[name] = value;
}

function placesIn(value: Json): { holder: Json[] | { [name: string]: Json }; name: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = Object.keys(value).map((name) => ({ holder: value, name }));
  return [...own, ...Object.values(value).flatMap(placesIn)];
}
