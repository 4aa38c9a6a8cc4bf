import type { Line } from '../../../src/wire/match-doors.js';

/** The match of a channel, on the page of its host. */
export const HOST_MATCH = {
  heading: 'Match',
  toPage: 'Page of the match',
  gone: 'The match of this channel is not here any more.',
  line: 'Line',
  states: {
    asked: 'asked for',
    ready: 'ready',
    said: 'said',
    dropped: 'not said',
  } satisfies Record<Line['state'], string>,
  reasons: {
    late: 'it was told too late',
    gone: 'nobody knows of it any more',
  } as Readonly<Record<string, string>>,
} as const;
