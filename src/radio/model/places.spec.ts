import { describe, expect, test } from '@jest/globals';
import { aChannel, aChunk, aRequest } from '../../../test/support/channel-states.js';
import { isRefusal } from '../../kernel/outcome.js';
import type { Command } from './commands.js';
import { decide } from './decide.js';
import { evolve } from './evolve.js';
import type { ChannelState, Making, Place, Request } from './state.js';
import { statusOf } from './status.js';

// Now is 10,008. What starts at 10,608 is firm, what starts at 10,632 is not.
const NOW = 10_008;
const FIRM = { at: 10_608, frames: 100 };
const LOOSE = { at: 10_632, frames: 100 };
const SOUNDING = { at: 9_600, frames: 100 };
const HEARD = { at: 4_800, frames: 100 };
const running: Making = { phase: 'running', pieces: 9 };
const done: Making = { phase: 'done', pieces: 1 };
const failed: Making = { phase: 'failed', pieces: 9, code: 'speech.unavailable' };
const air: Place = { at: 'air', since: 9_600 };
const aside: Place = { at: 'aside', since: 7_200 };
const ended: Place = { at: 'ended', when: 7_200, as: 'completed', reason: 'clock' };
const leavesAside = { how: 'aside', reason: 'flash', at: 12_000 } as const;
const isSkipped = { how: 'skipped', reason: 'host', at: 12_000 } as const;

// While something else sounds until 10,200 nobody goes on air; while the channel is paused nothing is announced.
const busy = aRequest('z', {
  making: done,
  place: { at: 'air', since: 7_800 },
  chunks: [aChunk('z0', { at: 7_800, frames: 100 })],
});
const other = aRequest('x', { rank: 9_999, making: running });
const alone = (change: Partial<Request>): ChannelState => aChannel({ requests: [aRequest('a', change), other] });
const behind = (change: Partial<Request>): ChannelState => aChannel({ requests: [busy, aRequest('a', change), other] });
const paused = (change: Partial<Request>): ChannelState => ({
  ...alone(change),
  phase: { name: 'paused', since: 9_000 },
});
const one = [aChunk('a0')];
const said = [aChunk('a0', HEARD)];
const saidAndMore = [...said, aChunk('a1', undefined, 1)];

const PLACES: Readonly<Record<string, ChannelState>> = {
  'waiting, not begun': alone({}),
  'waiting, no chunk yet': alone({ making: running }),
  'waiting, a chunk ready': paused({ making: running, chunks: one }),
  'waiting, all ready': paused({ making: done, chunks: one }),
  'waiting, making failed later': paused({ making: failed, chunks: one }),
  'announced, still made': behind({ making: running, chunks: [aChunk('a0', LOOSE)] }),
  'announced, all ready': behind({ making: done, chunks: [aChunk('a0', LOOSE)] }),
  'announced, making failed': behind({ making: failed, chunks: [aChunk('a0', LOOSE)] }),
  'firm, still made': behind({ making: running, chunks: [aChunk('a0', FIRM)] }),
  'firm, all ready': behind({ making: done, chunks: [aChunk('a0', FIRM)] }),
  'firm, making failed': behind({ making: failed, chunks: [aChunk('a0', FIRM)] }),
  'on air, still made': alone({ making: running, place: air, chunks: [aChunk('a0', SOUNDING)] }),
  'on air, all ready': alone({ making: done, place: air, chunks: [aChunk('a0', SOUNDING)] }),
  'on air, making failed': alone({ making: failed, place: air, chunks: [aChunk('a0', SOUNDING)] }),
  'on air, about to step aside': alone({
    making: running,
    place: air,
    leaving: leavesAside,
    chunks: [aChunk('a0', SOUNDING)],
  }),
  'on air, about to be skipped': alone({
    making: running,
    place: air,
    leaving: isSkipped,
    chunks: [aChunk('a0', SOUNDING)],
  }),
  'aside, no chunk yet': alone({ making: running, place: aside, chunks: said }),
  'aside, a chunk ready': paused({ making: running, place: aside, chunks: saidAndMore }),
  'aside, announced': behind({ making: running, place: aside, chunks: [...said, aChunk('a1', LOOSE, 1)] }),
  'aside, firm': behind({ making: running, place: aside, chunks: [...said, aChunk('a1', FIRM, 1)] }),
  ended: alone({ making: done, place: ended, chunks: said }),
};

const request = { id: 'e', expectedMs: 2_400 };
const made = { id: 'new', piece: 1, frames: 100, cutPoints: [50, 100] };
const COMMANDS: Readonly<Record<string, Command>> = {
  cancel: { type: 'cancel', id: 'a' },
  edit: { type: 'edit', id: 'a', request },
  reorder: { type: 'reorder', id: 'a' },
  skip: { type: 'skip', id: 'a' },
  begin: { type: 'generationStarted', id: 'a', pieces: 9 },
  made: { type: 'chunksReady', id: 'a', chunks: [made], last: true },
  unmade: { type: 'generationFailed', id: 'a', code: 'speech.unavailable' },
};

/** Refused (`!`, with the code), our own mistake (`assert`), or how the request is then. */
const TABLE: Readonly<Record<string, readonly string[]>> = {
  '': ['cancel', 'edit', 'reorder', 'skip', 'begin', 'made', 'unmade'],
  'waiting, not begun': ['cancelled', 'cancelled', 'pending', '!not-on-air', 'generating', 'assert', 'failed'],
  'waiting, no chunk yet': ['cancelled', 'cancelled', 'generating', '!not-on-air', 'generating', 'playing', 'failed'],
  'waiting, a chunk ready': ['cancelled', 'cancelled', 'generating', '!not-on-air', 'generating', 'ready', 'ready'],
  'waiting, all ready': ['cancelled', 'cancelled', 'ready', '!not-on-air', 'ready', 'assert', 'ready'],
  'waiting, making failed later': ['cancelled', 'cancelled', 'ready', '!not-on-air', 'ready', 'assert', 'ready'],
  'announced, still made': ['cancelled', 'cancelled', 'generating', '!not-on-air', 'generating', 'ready', 'ready'],
  'announced, all ready': ['cancelled', 'cancelled', 'ready', '!not-on-air', 'ready', 'assert', 'ready'],
  'announced, making failed': ['cancelled', 'cancelled', 'ready', '!not-on-air', 'ready', 'assert', 'ready'],
  'firm, still made': ['!on-air', '!on-air', '!on-air', '!not-on-air', 'generating', 'ready', 'ready'],
  'firm, all ready': ['!on-air', '!on-air', '!on-air', '!not-on-air', 'ready', 'assert', 'ready'],
  'firm, making failed': ['!on-air', '!on-air', '!on-air', '!not-on-air', 'ready', 'assert', 'ready'],
  'on air, still made': ['!on-air', '!on-air', '!on-air', 'playing', 'playing', 'playing', 'playing'],
  'on air, all ready': ['!on-air', '!on-air', '!on-air', 'playing', 'playing', 'assert', 'playing'],
  'on air, making failed': ['!on-air', '!on-air', '!on-air', 'playing', 'playing', 'assert', 'playing'],
  'on air, about to step aside': ['!on-air', '!on-air', '!on-air', 'playing', 'playing', 'playing', 'playing'],
  'on air, about to be skipped': ['!on-air', '!on-air', '!on-air', 'playing', 'playing', 'playing', 'playing'],
  'aside, no chunk yet': ['skipped', '!on-air', 'interrupted', '!not-on-air', 'interrupted', 'playing', 'failed'],
  'aside, a chunk ready': ['skipped', '!on-air', 'interrupted', '!not-on-air', ...Array(3).fill('interrupted')],
  'aside, announced': ['skipped', '!on-air', 'interrupted', '!not-on-air', ...Array(3).fill('interrupted')],
  'aside, firm': ['!on-air', '!on-air', '!on-air', '!not-on-air', ...Array(3).fill('interrupted')],
  ended: ['!ended', '!ended', '!ended', '!not-on-air', '!ended', '!ended', '!ended'],
};

const CASES = Object.keys(PLACES).flatMap((place) =>
  (TABLE[''] ?? []).map((command, at): [string, string, string] => [place, command, TABLE[place]?.[at] ?? '?']),
);

function outcome(state: ChannelState, command: Command): string {
  try {
    const events = decide(state, command, NOW);
    if (isRefusal(events)) return `!${events.refused.replace('radio.', '')}`;
    const found = events.reduce(evolve, state).requests.find(({ id }) => id === 'a');
    return found === undefined ? 'gone' : statusOf(found);
  } catch (error) {
    if (error instanceof Error && error.name === 'AssertionFault') return 'assert';
    throw error;
  }
}

describe('a request and what is commanded of it, wherever it is', () => {
  test.each(CASES)('[RA1] %s: %s → %s', (place, command, expected) => {
    const state = PLACES[place];
    const asked = COMMANDS[command];
    if (state === undefined || asked === undefined) throw new Error('not in the table');
    expect(outcome(state, asked)).toBe(expected);
  });

  test('[RA1] every place is in the table', () => {
    expect(Object.keys(TABLE).slice(1)).toEqual(Object.keys(PLACES));
  });

  test.each(Object.values(COMMANDS).map((command) => [command.type, command] as const))(
    '[RA4] %s of a request that is not there is refused',
    (_, command) => {
      expect(decide(aChannel(), command, NOW)).toMatchObject({ refused: 'radio.unknown-request' });
    },
  );
});
