import { expect, it } from '@jest/globals';
import type { EventContent } from '../../../src/wire/matches.js';
import { eventWords } from './event-words.js';

const football = {
  sport: 'football',
  home: { name: 'Alders', short: 'ALD' },
  away: { name: 'Birches', short: 'BIR' },
} as const;

it.each<[EventContent, string, string]>([
  [
    {
      type: 'goal',
      side: 'home',
      participants: [
        { role: 'assist', name: 'Bea' },
        { role: 'scorer', name: 'Ann' },
      ],
    },
    'Goal, Alders',
    'Ann, assist Bea',
  ],
  [{ type: 'goal', subtype: 'own_goal', side: 'away' }, 'Own goal, Birches', ''],
  [
    {
      type: 'substitution',
      side: 'home',
      participants: [
        { role: 'in', number: 14 },
        { role: 'out', name: 'Cy' },
      ],
    },
    'Substitution, Alders',
    'No. 14 for Cy',
  ],
  [{ type: 'shootout_kick', side: 'away', made: false }, 'Penalty kick missed, Birches', ''],
  [{ type: 'segment_end', segment: 'H1' }, '1st half ends', ''],
  [{ type: 'added_time', clock: { sec: 2_700, addedSec: 240 } }, 'Added time', '4 min'],
  [{ type: 'lifecycle', lifecycle: 'suspended' }, 'Suspended', ''],
  [{ type: 'hit_the_crossbar', text: 'So close' }, 'Hit the crossbar', 'So close'],
])('[PG37] %j is told in words', (content, what, who) => {
  expect(eventWords(football, { content, rawType: null })).toEqual({ what, who });
});

it('[PG37] a note is told by what it was called where it came from', () => {
  expect(eventWords(football, { content: { type: 'note' }, rawType: 'pitch_invasion' }).what).toBe('Pitch invasion');
});
