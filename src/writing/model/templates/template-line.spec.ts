import { describe, expect, it } from '@jest/globals';
import { CRICKET_SCENES } from '../../../../test/support/cricket-scenes.js';
import { FOOTBALL_SCENES, type Scene } from '../../../../test/support/football-scenes.js';
import { faultsIn } from '../../../../test/support/line-truth.js';
import { sheetAbout } from '../../../../test/support/told-sheets.js';
import type { LineTask } from './line-task.js';
import { hasTemplates, openings, templateLine } from './template-line.js';

type Sport = 'football' | 'cricket';

const SCENES: readonly (readonly [Sport, Scene])[] = [
  ...FOOTBALL_SCENES.map((one) => ['football', one] as const),
  ...CRICKET_SCENES.map((one) => ['cricket', one] as const),
];
const LANGUAGES = ['en', 'hi'] as const;
const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8];

function line(
  [sport, { tellings, last = 1 }]: readonly [Sport, Scene],
  task: Partial<LineTask> & { language?: string } = {},
) {
  const { language = 'en', ...rest } = task;
  const sheet = sheetAbout(sport, tellings, { language, last });
  return templateLine({ sheet, voice: 'play', style: 'calm', wordsMax: 25, said: [], seed: 1, ...rest });
}

function scene(name: string): readonly [Sport, Scene] {
  const found = SCENES.find(([, one]) => one.name === name);
  if (found === undefined) throw new Error(`there is no scene of ${name}`);
  return found;
}

function opening(text: string): string {
  return text.split(' ').slice(0, 3).join(' ');
}

/** Every line there is for a scene among some seeds. */
function lines(name: string, task: Partial<LineTask> & { language?: string } = {}): string[] {
  return SEEDS.map((seed) => line(scene(name), { ...task, seed }) ?? '');
}

const CAUTION =
  /check|if (it|the goal) stands|confirmed|perhaps|may be|to be|whether|possibl|जाँच|शायद|पक्का|फ़ैसला (बाक़ी|क़ायम रहा)|क़ायम रहा/i;

describe('what is unsure', () => {
  it.each(LANGUAGES)('[WR4] is said with caution in %s', (language) => {
    const unsure = SCENES.filter(([sport, { tellings, last = 1 }]) =>
      sheetAbout(sport, tellings, { last }).moments.some(({ isSure, type }) => !isSure || type === 'possible_goal'),
    );
    expect(unsure.length).toBeGreaterThan(5);
    const all = unsure.flatMap(([, { name }]) => [
      ...lines(name, { language }),
      ...lines(name, { language, style: 'excited' }),
    ]);
    expect(all.filter((text) => !CAUTION.test(text))).toEqual([]);
  });

  it('[WR4] changes nothing that is said of the score', () => {
    expect(lines('a goal that is checked').filter((text) => /one|nil|lead|ahead/.test(text))).toEqual([]);
  });
});

describe('what is put right', () => {
  it.each([
    ['a goal that does not', /nil.*one|one–nil to Harbour Vale/, /Rivermouth शून्य, Harbour Vale एक|Harbour Vale एक–शून्य/],
    ['a goal taken back late', /nil–nil|nil, Harbour Vale nil/, /शून्य–शून्य|Rivermouth शून्य, Harbour Vale शून्य/],
    [
      'another scorer',
      /one–nil to Rivermouth|Rivermouth one, Harbour Vale nil/,
      /Rivermouth एक, Harbour Vale शून्य|Rivermouth एक–शून्य/,
    ],
    [
      'the other side',
      /one–nil to Harbour Vale|Rivermouth nil, Harbour Vale one/,
      /Rivermouth शून्य, Harbour Vale एक|Harbour Vale एक–शून्य/,
    ],
    ['a corner that was none', /nil–nil|nil, Harbour Vale nil/, /शून्य–शून्य|Rivermouth शून्य, Harbour Vale शून्य/],
    ['a wicket that was none', /4 without loss/, /बिना विकेट खोए 4 रन/],
    ['no wicket that was one', /nought for 1/i, /एक विकेट पर शून्य रन/],
    ['four that was six', /6 without loss/, /बिना विकेट खोए 6 रन/],
    ['a ball that was none', /4 without loss/, /बिना विकेट खोए 4 रन/],
  ])('[WR5] %s: the right score is told', (name, english, hindi) => {
    for (const text of lines(name)) expect(text).toMatch(english);
    for (const text of lines(name, { language: 'hi' })) expect(text).toMatch(hindi);
  });

  it('[WR5] names who it was and who it was not', () => {
    for (const text of lines('another scorer')) expect(text).toMatch(/Oren Oak/);
    expect(lines('another scorer').filter((text) => /(?<!not )Ivy Marsh/.test(text))).toEqual([]);
    for (const text of lines('the other side')) expect(text).toMatch(/Harbour Vale/);
  });

  it('[WR5] an own goal is nobody’s goal', () => {
    const own = ['an own goal', 'it was an own goal'].flatMap((name) => [
      ...lines(name),
      ...lines(name, { style: 'excited' }),
    ]);
    for (const text of own) expect(text).toMatch(/own goal|wrong net/i);
    const scored = own.filter((text) => /Fenn (scores for|finds|gets it|heads|with the goal)/.test(text));
    expect(scored).toEqual([]);
  });
});

describe('a line', () => {
  it.each(LANGUAGES)('[WR6] holds nothing that its sheet does not, in %s', (language) => {
    const faults = SCENES.flatMap(([sport, one]) => {
      const sheet = sheetAbout(sport, one.tellings, { language, last: one.last ?? 1 });
      return [...lines(one.name, { language }), ...lines(one.name, { language, style: 'excited' })].flatMap((text) =>
        faultsIn(sheet, text),
      );
    });
    expect(faults).toEqual([]);
  });

  it('[WR6] says who is ahead with every pair of figures', () => {
    expect(lines('a goal that makes it smaller').join(' ')).toMatch(
      /two–one to Harbour Vale|Rivermouth one, Harbour Vale two/,
    );
  });

  it.each(LANGUAGES)('[WR2] does not begin as two before it did, in %s', (language) => {
    for (const [, { name }] of SCENES) {
      const first = opening(line(scene(name), { language }) ?? '');
      const again = line(scene(name), { language, said: [`${first} one.`, `${first} two.`] });
      if (again !== undefined) expect([name, opening(again)]).not.toEqual([name, first]);
    }
  });

  it.each(LANGUAGES)('[WR3] is never longer than it was asked for, in %s', (language) => {
    for (const wordsMax of [6, 10, 14, 25]) {
      const all = SCENES.flatMap((one) => line(one, { language, wordsMax, style: 'excited' }) ?? []);
      expect(all.filter((text) => text.split(' ').length > wordsMax)).toEqual([]);
    }
  });

  it.each(LANGUAGES)('[WR3] has a form of six words for nearly everything, in %s', (language) => {
    const without = SCENES.filter((one) => line(one, { language, wordsMax: 6 }) === undefined);
    expect(without.length).toBeLessThanOrEqual(6);
    expect(SCENES.length).toBeGreaterThan(90);
  });

  it('[WR7] is the same for the same task, and another for another seed', () => {
    for (const one of SCENES) expect(line(one, { seed: 3 })).toBe(line(one, { seed: 3 }));
    expect(new Set(lines('the first goal')).size).toBeGreaterThan(4);
  });

  it('[WR7] of a sheet that knows nobody names nobody', () => {
    expect(lines('a goal of nobody known').filter((text) => /Marsh|Oak|Fenn|Stone/.test(text))).toEqual([]);
  });
});

describe('openings', () => {
  const match = { sport: 'football', home: { name: 'Rivermouth' }, away: { name: 'Harbour Vale' } } as const;

  it.each(LANGUAGES)(
    '[WR9] an excited line of something big begins with one that was made before, in %s',
    (language) => {
      const football = openings({ ...match, language });
      const cricket = openings({ ...match, sport: 'cricket', language });
      expect(football.every((text) => /Rivermouth|Harbour Vale/.test(text) && text.endsWith('!'))).toBe(true);
      for (const name of [
        'the first goal',
        'an own goal',
        'a red card',
        'a penalty',
        'a penalty that is saved',
        'a kick that is in',
        'a kick that is not',
        'the end, won',
        'the end, level',
      ]) {
        for (const text of lines(name, { language, style: 'excited' }))
          expect(football.some((one) => text.startsWith(`${one} `) || text === one)).toBe(true);
      }
      for (const text of lines('caught', { language, style: 'excited' }))
        expect(cricket.some((one) => text.startsWith(`${one} `))).toBe(true);
    },
  );

  it('[WR9] one that was heard is not heard again', () => {
    const said = openings({ ...match, language: 'en' });
    for (const text of lines('the first goal', { style: 'excited', said })) {
      expect(said.some((one) => text.startsWith(one))).toBe(false);
      expect(text).toMatch(/one–nil to Rivermouth|Rivermouth one, Harbour Vale nil/);
    }
  });

  it.each(LANGUAGES)('[WR9] calm and grave lines do not shout, in %s', (language) => {
    for (const style of ['calm', 'grave'] as const)
      expect(
        SCENES.flatMap(([, { name }]) => lines(name, { language, style })).filter((text) => text.includes('!')),
      ).toEqual([]);
  });

  it('[WR8] there are phrases for English and Hindi of any region, and for no other language', () => {
    expect(['en', 'en-IN', 'hi', 'hi-IN', 'HI'].map(hasTemplates)).toEqual([true, true, true, true, true]);
    expect(['de', 'english', '', 'constructor'].map(hasTemplates)).toEqual([false, false, false, false]);
    expect(openings({ ...match, language: 'de' })).toEqual([]);
    expect(line(scene('the first goal'), { language: 'de' })).toBeUndefined();
  });
});
