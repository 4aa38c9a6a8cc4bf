import { describe, expect, test } from '@jest/globals';
import { eventOf } from '../../../test/support/match-events.js';
import { asKind, contentOfTap, hasYellow, namingOf, tapsIn, withPerson } from './football.js';

const ANN = { name: 'Ann', number: 9 };

describe('football by presses', () => {
  test('[PG50] a press says what, and for whom', () => {
    expect(contentOfTap('goal', 'home')).toEqual({ type: 'goal', side: 'home' });
    expect(contentOfTap('scored', 'away')).toEqual({ type: 'shootout_kick', side: 'away', made: true });
    expect(contentOfTap('missed', 'away')).toEqual({ type: 'shootout_kick', side: 'away', made: false });
    expect([tapsIn('H1').includes('goal'), tapsIn('PENS')]).toEqual([true, ['scored', 'missed']]);
  });

  test('[PG50] who it was is told in the order of the roles, and nobody is nobody', () => {
    const goal = contentOfTap('goal', 'home');
    const assisted = withPerson(goal, { role: 'assist', side: 'home' }, { name: 'Bea' });
    const named = withPerson(assisted, { role: 'scorer', side: 'home' }, ANN);
    expect(named.participants).toEqual([
      { role: 'scorer', ...ANN },
      { role: 'assist', name: 'Bea' },
    ]);
    const [first, second] = namingOf(named).roles;
    const without = [first, second].reduce(
      (content, role) => (role ? withPerson(content, role, undefined) : content),
      named,
    );
    expect(without).toEqual(goal);
  });

  test('[PG50] an own goal counts for who gains, and is of a player of the other side', () => {
    const goal = withPerson(contentOfTap('goal', 'home'), { role: 'scorer', side: 'home' }, ANN);
    const own = asKind(goal, 'own_goal');
    expect(own).toEqual({ type: 'goal', side: 'home', subtype: 'own_goal' });
    expect(namingOf(own)).toMatchObject({ kind: 'own_goal', roles: [{ role: 'scorer', side: 'away' }] });
    expect(withPerson(own, { role: 'scorer', side: 'away' }, { name: 'Cy' }).participants).toEqual([
      { role: 'scorer', name: 'Cy', side: 'away' },
    ]);
    expect(asKind(own, 'goal')).toEqual({ type: 'goal', side: 'home' });
    // From the spot it is the same scorer.
    expect(asKind(goal, 'penalty')).toEqual({ ...goal, subtype: 'penalty' });
  });

  test.each([
    ['yellow', 'second_yellow'],
    ['red', 'yellow'],
    ['penalty_missed', 'penalty_saved'],
  ] as const)('[PG50] a %s becomes a %s, and who it was stays', (tap, kind) => {
    const content = contentOfTap(tap, 'away');
    const [role] = namingOf(content).roles;
    if (role === undefined) throw new Error('Nobody has a part in it.');
    const told = withPerson(content, role, ANN);
    expect(asKind(told, kind)).toEqual({ ...told, type: kind });
  });

  test('[PG50] who has a yellow card is known by name, number and side', () => {
    const card = withPerson(contentOfTap('yellow', 'home'), { role: 'player', side: 'home' }, ANN);
    const facts = [eventOf(1, card)];
    const next = { fact: 'next', content: contentOfTap('yellow', 'home'), named: ANN };
    expect(hasYellow(facts, next)).toBe(true);
    expect(hasYellow(facts, { ...next, named: { name: 'Ann' } })).toBe(false);
    expect(hasYellow(facts, { ...next, content: contentOfTap('yellow', 'away') })).toBe(false);
    expect(hasYellow(facts, { ...next, fact: facts[0]?.fact ?? '' })).toBe(false);
    expect(hasYellow([eventOf(1, card, { status: 'retracted' })], next)).toBe(false);
  });
});
