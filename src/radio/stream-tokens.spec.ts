import { expect, test } from '@jest/globals';
import { VirtualClock } from '../kernel/virtual.clock.js';
import type { Identity } from '../people/person.port.js';
import { idOf } from '../../test/support/wire.js';
import { StreamTokens } from './stream-tokens.js';

const PERSON = { role: 'listener', id: idOf(1), session: idOf(2), channels: [] } as const;

function tokens(key = 1) {
  const clock = new VirtualClock();
  const signedOut = new Set<string>();
  const holds = ({ person }: Identity) => person.role === 'anonymous' || !signedOut.has(person.session);
  return { clock, signedOut, tokens: new StreamTokens({ key: Buffer.alloc(32, key), clock, bearers: { holds } }) };
}

test('[TX17] a token lets its holder in to one channel for ten minutes', async () => {
  const at = tokens();
  const { token, expiresAt } = at.tokens.make('final', PERSON);
  expect(expiresAt).toBe(at.clock.now() + 600_000);
  expect(at.tokens.holderOf('final', token)).toEqual({ id: idOf(1), session: idOf(2) });
  expect(at.tokens.holderOf('derby', token)).toBeUndefined();
  await at.clock.advance(599_000);
  expect(at.tokens.holderOf('final', token)).toBeDefined();
  await at.clock.advance(2_000);
  expect(at.tokens.holderOf('final', token)).toBeUndefined();
});

test('[TX17] what is fetched piece by piece goes on as long as it is fetched', async () => {
  const at = tokens();
  const { token } = at.tokens.make('final', PERSON);
  for (let polls = 0; polls < 30; polls += 1) {
    expect(at.tokens.holderOf('final', token)).toBeDefined();
    at.tokens.used(token);
    await at.clock.advance(50_000);
  }
  await at.clock.advance(20_000);
  expect(at.tokens.holderOf('final', token)).toBeUndefined();
});

test('[TX17] a token ends with its session, and two are never the same', () => {
  const at = tokens();
  const [one, other] = [at.tokens.make('final', PERSON).token, at.tokens.make('final', PERSON).token];
  expect(one).not.toBe(other);
  at.tokens.used(one);
  at.signedOut.add(PERSON.session);
  expect([at.tokens.holderOf('final', one), at.tokens.holderOf('final', other)]).toEqual([undefined, undefined]);
});

test('[TX17] nobody makes or changes one: a thousand guesses', () => {
  const at = tokens();
  const { token } = at.tokens.make('final', PERSON);
  const guesses = [tokens(2).tokens.make('final', PERSON).token, '', '.', '....', token.slice(0, -1), `${token}A`];
  for (let nth = 0; guesses.length < 1_000; nth += 1) {
    const place = nth % token.length;
    const letter = 'abcxyz019-_.'[nth % 12] ?? 'a';
    guesses.push(token.slice(0, place) + (token[place] === letter ? 'q' : letter) + token.slice(place + 1));
  }
  expect(guesses.filter((guess) => at.tokens.holderOf('final', guess) !== undefined)).toEqual([]);
});
