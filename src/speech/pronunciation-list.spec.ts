import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { pronounce } from './model/pronounce.js';
import {
  parseEntries,
  parsePronunciations,
  PronunciationList,
  readPronunciations,
  type PlainEntries,
} from './pronunciation-list.js';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'longwave-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('the pronunciation list', () => {
  test('[SP60] the nearest list counts: the channel, the region, the language, all', () => {
    const file = {
      '*': { Xavi: 'all', Pepe: 'all', Ruud: 'all', Luca: 'all' },
      en: { Xavi: 'english', Pepe: 'english', Ruud: 'english' },
      'en-GB': { Xavi: 'british', Pepe: 'british' },
    };
    const list = new PronunciationList(parsePronunciations(JSON.stringify(file), 'f'));
    const say = (language: string, channel?: PlainEntries): string =>
      pronounce('Xavi Pepe Ruud Luca', list.in(language, channel)).spoken;
    expect(say('en-GB', parseEntries({ xavi: 'channel' }, 'en').entries)).toBe('channel british english all');
    expect(say('en-GB')).toBe('british british english all');
    expect(say('en')).toBe('english english english all');
    expect(say('fr')).toBe('all all all all');
  });

  test('[SP60] it is read from the file that is named, else from the data directory, else it is empty', async () => {
    expect((await readPronunciations(folder, undefined)).in('en').sayAs.size).toBe(0);
    await writeFile(join(folder, 'pronunciations.json'), '{ "en": { "Siobhan": "Shivawn" } }');
    expect(pronounce('Siobhan', (await readPronunciations(folder, undefined)).in('en-IE')).spoken).toBe('Shivawn');
    const named = join(folder, 'club.json');
    await expect(readPronunciations(folder, named)).rejects.toThrow(named);
    await writeFile(named, '{ "*": { "Siobhan": "Shiv" } }');
    expect(pronounce('Siobhan', (await readPronunciations(folder, named)).in('en')).spoken).toBe('Shiv');
  });

  test('[SP60] what is said instead is made plain like any text', () => {
    const list = parsePronunciations(
      '{ "en": { "Siobhan": "<phoneme ph=\\"x\\">Shi\\u200bvawn</phoneme> [laughs]" } }',
      'f',
    );
    expect(list).toEqual({ en: { Siobhan: 'Shivawn' } });
  });

  test('[SP60] a channel’s own go the same way: made plain, and with the same mistakes', () => {
    const given = { 'Siobhán\u200b': '<break time="10m"/>Ｓhivawn!!!!!!!!' };
    expect(parseEntries(given, 'en')).toEqual({ entries: { Siobhán: 'Shivawn!!!' }, mistakes: [] });
    expect(parseEntries({ a: '<break/>', b: 'fine' }, 'en').mistakes).toEqual(['"a": there is nothing to say in it.']);
    const many = Object.fromEntries(Array.from({ length: 2_001 }, (_, at) => [`w${at}`, 'x']));
    expect(parseEntries(many, 'en')).toEqual({ entries: {}, mistakes: ['It has 2001 entries; 2000 are allowed.'] });
  });

  test.each([
    ['{', 'It is not JSON'],
    ['[]', 'the whole: '],
    ['{ "en": "x" }', 'en: '],
    ['{ "en": { "a": 1 } }', 'en, a: '],
    ['{ "english please": {} }', '"english please" is no language tag'],
    ['{ "en": { "": "x" } }', 'there is no word in it'],
    ['{ "en": { "a": "<break/>" } }', 'there is nothing to say in it'],
    [`{ "en": { "${'a b '.repeat(20)}": "x" } }`, 'the word is longer than 60 characters'],
    [`{ "en": { "a": "${'b c '.repeat(30)}" } }`, 'what to say is longer than 100 characters'],
    [`{ "en": { "a": "${'123456 '.repeat(8)}" } }`, 'what to say takes longer than 4 s'],
    ['{ "en": { "a": "b\\nc" } }', 'it has more than one line'],
    [
      JSON.stringify({ en: Object.fromEntries(Array.from({ length: 2_001 }, (_, at) => [`w${at}`, 'x'])) }),
      '2001 entries',
    ],
    [' '.repeat(1_048_577), 'It is larger than 1 MiB'],
  ])('[SP61] a mistake is told (case %#)', (text, told) => {
    expect(() => parsePronunciations(text, 'names.json')).toThrow(told);
    expect(() => parsePronunciations(text, 'names.json')).toThrow('names.json');
  });

  test('[SP61] all mistakes are told at once, up to twenty', () => {
    const entries = Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`w${at}`, '!']));
    expect(() => parsePronunciations(JSON.stringify({ en: entries }), 'f')).toThrow(
      /w0[\s\S]*w19[^\n]*\n {2}… and 10 more$/,
    );
  });
});
