import { describe, expect, test } from '@jest/globals';
import { isMeaningful, mayInvite, type InvitedTo } from './may-invite.js';
import type { Person } from './person.js';

const id = { id: 'p', session: 's' };
const PEOPLE: readonly Person[] = [
  { role: 'anonymous' },
  { role: 'listener', ...id, channels: ['a'] },
  { role: 'host', ...id, channels: ['a'] },
  { role: 'host', ...id, channels: ['a', 'b'] },
  { role: 'admin', ...id },
];

// By hand: may an anonymous | a listener of a | a host of a | a host of a and b | an admin invite to this?
const TABLE: readonly [string, InvitedTo, string][] = [
  ['an admin', { role: 'admin', channels: [] }, 'nnnny'],
  ['a host of a', { role: 'host', channels: ['a'] }, 'nnyyy'],
  ['a host of b', { role: 'host', channels: ['b'] }, 'nnnyy'],
  ['a host of a and b', { role: 'host', channels: ['a', 'b'] }, 'nnnyy'],
  ['a host of a and c', { role: 'host', channels: ['a', 'c'] }, 'nnnny'],
  ['a host of nothing', { role: 'host', channels: [] }, 'nnnny'],
  ['a listener of a', { role: 'listener', channels: ['a'] }, 'nnyyy'],
  ['a listener of c', { role: 'listener', channels: ['c'] }, 'nnnny'],
  ['a listener of all', { role: 'listener', channels: [] }, 'nnnny'],
];

describe('who may invite to what', () => {
  test.each(TABLE)('[PE5] to be %s', (_, invitedTo, expected) => {
    expect(PEOPLE.map((person) => (mayInvite(person, invitedTo) ? 'y' : 'n')).join('')).toBe(expected);
  });

  test.each<[string, InvitedTo, boolean]>([
    ['a host with a channel', { role: 'host', channels: ['a'] }, true],
    ['a host without one', { role: 'host', channels: [] }, false],
    ['an admin', { role: 'admin', channels: [] }, true],
    ['an admin of one channel', { role: 'admin', channels: ['a'] }, false],
    ['a listener of one channel', { role: 'listener', channels: ['a'] }, true],
    ['a listener of all', { role: 'listener', channels: [] }, true],
  ])('[PE5] whether %s makes sense', (_, invitedTo, expected) => {
    expect(isMeaningful(invitedTo)).toBe(expected);
  });
});
