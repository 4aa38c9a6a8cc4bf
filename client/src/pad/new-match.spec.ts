import { describe, expect, test } from '@jest/globals';
import { NewMatch } from '../../../src/wire/match-doors.js';
import { emptyDraft, MatchDraft, mistakesOf, readDraft } from './new-match.js';

const DRAFT: MatchDraft = {
  ...emptyDraft('made-once'),
  home: { name: ' Alders ', short: 'ALD', players: '9 Ann' },
  away: { name: 'Birches', short: '', players: '' },
};
const mistakesIn = (changes: Partial<MatchDraft>) => {
  const read = readDraft({ ...DRAFT, ...changes });
  return 'mistakes' in read ? read.mistakes : {};
};

describe('a match as it is typed', () => {
  test('[PG52] is asked for as its fields have it, and the server takes it', () => {
    const read = readDraft(DRAFT);
    const expected = {
      id: 'made-once',
      sport: 'football',
      home: { name: 'Alders', short: 'ALD', players: [{ name: 'Ann', number: 9 }] },
      away: { name: 'Birches' },
      languages: ['en'],
      visibility: 'public',
      info: { segmentMinutes: 45 },
    };
    expect(read).toEqual({ match: expected });
    expect(NewMatch.safeParse(expected).success).toBe(true);
  });

  test('[PG52] cricket has overs, or no limit', () => {
    expect(readDraft({ ...DRAFT, sport: 'cricket', overs: '40' })).toMatchObject({ match: { info: { overs: 40 } } });
    expect(readDraft({ ...DRAFT, sport: 'cricket', overs: ' ' })).toMatchObject({ match: { info: {} } });
  });

  test('[PG52] starts when it is said to, in the time of the device', () => {
    const startsAt = new Date(2030, 0, 5, 12, 30).toISOString();
    expect(readDraft({ ...DRAFT, startsAt: '2030-01-05T12:30' })).toMatchObject({ match: { startsAt } });
  });

  test.each<[Partial<MatchDraft>, object]>([
    [{ home: { ...DRAFT.home, name: ' ' } }, { 'home.name': { is: 'missing' } }],
    [{ away: { ...DRAFT.away, name: 'x'.repeat(101) } }, { 'away.name': { is: 'tooLong' } }],
    [{ away: { ...DRAFT.away, name: 'Alders' } }, { 'away.name': { is: 'sameName' } }],
    [{ away: { ...DRAFT.away, short: 'x'.repeat(13) } }, { 'away.short': { is: 'tooLong' } }],
    [{ home: { ...DRAFT.home, players: '7' } }, { 'home.players': { is: 'lineUp', of: { is: 'noName', line: 1 } } }],
    [{ startsAt: 'soon' }, { startsAt: { is: 'badMoment' } }],
    [{ minutes: '0' }, { minutes: { is: 'badMinutes' } }],
    [{ minutes: '91' }, { minutes: { is: 'badMinutes' } }],
    [{ sport: 'cricket', overs: '2.5' }, { overs: { is: 'badOvers' } }],
    // Of the other sport, which asks for something else.
    [{ sport: 'cricket', minutes: '' }, {}],
  ])('[PG52] %j is told beside its field', (changes, mistakes) => {
    expect(mistakesIn(changes)).toEqual(mistakes);
  });

  test('[PG52] what the server finds wrong is told beside its field too', () => {
    const problem = {
      type: 'about:blank',
      title: 'The request is not valid.',
      status: 400,
      code: 'request.invalid',
    } as const;
    const mistakes = [
      { path: 'home.players.3.name', message: 'too long' },
      { path: 'script', message: 'no' },
    ];
    expect(mistakesOf({ ...problem, mistakes })).toEqual({
      'home.players': { is: 'server', says: 'too long' },
      form: { is: 'server', says: 'The request is not valid. script: no' },
    });
    expect(mistakesOf({ ...problem, detail: 'The two sides have the same name.' })).toEqual({
      form: { is: 'server', says: 'The two sides have the same name.' },
    });
  });

  test('[PG52] is kept as it stands', () => {
    expect(MatchDraft.parse(JSON.parse(JSON.stringify(DRAFT)))).toEqual(DRAFT);
  });
});
