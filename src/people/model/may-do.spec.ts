import { describe, expect, test } from '@jest/globals';
import { mayDo, type Need } from './may-do.js';
import type { Person } from './person.js';

const id = { id: 'p', session: 's' };
const PEOPLE: Readonly<Record<string, Person>> = {
  anonymous: { role: 'anonymous' },
  'listener of all': { role: 'listener', ...id, channels: [] },
  'listener of a': { role: 'listener', ...id, channels: ['a'] },
  'listener of b': { role: 'listener', ...id, channels: ['b'] },
  'host of none': { role: 'host', ...id, channels: [] },
  'host of a': { role: 'host', ...id, channels: ['a'] },
  'host of b': { role: 'host', ...id, channels: ['b'] },
  'host of a and b': { role: 'host', ...id, channels: ['a', 'b'] },
  admin: { role: 'admin', ...id },
};

// Written by hand: who, then y or n for each of
// anyone | listener: of a, of any (open); of a, of any (closed) | known | host: of a, of any | admin.
const TABLE: readonly [string, string][] = [
  ['anonymous', 'y yynn n nn n'],
  ['listener of all', 'y yyyy y nn n'],
  ['listener of a', 'y yyyy y nn n'],
  ['listener of b', 'y yyny y nn n'],
  ['host of none', 'y yyny y ny n'],
  ['host of a', 'y yyyy y yy n'],
  ['host of b', 'y yyny y ny n'],
  ['host of a and b', 'y yyyy y yy n'],
  ['admin', 'y yyyy y yy y'],
];

const COLUMNS: readonly [Need, { channel?: string; open: boolean }][] = [
  ['anyone', { channel: 'a', open: false }],
  ['listener', { channel: 'a', open: true }],
  ['listener', { open: true }],
  ['listener', { channel: 'a', open: false }],
  ['listener', { open: false }],
  ['known', { channel: 'a', open: true }],
  ['host', { channel: 'a', open: true }],
  ['host', { open: true }],
  ['admin', { channel: 'a', open: true }],
];

describe('who may do what', () => {
  test.each(TABLE)('[PE1] %s: %s', (name, expected) => {
    const person = PEOPLE[name] ?? { role: 'anonymous' };
    const answers = COLUMNS.map(([need, place]) => (mayDo(person, need, place) ? 'y' : 'n')).join('');
    expect(answers).toBe(expected.replaceAll(' ', ''));
  });
});
