import type { Line } from '../../../src/wire/match-doors.js';

/** The match of a channel, on the page of its host. */
export const HOST_MATCH = {
  heading: 'Match',
  toPage: 'Page of the match',
  gone: 'The match of this channel is not here any more.',
  line: 'Line',
  states: {
    draft: 'waits for a host',
    asked: 'asked for',
    ready: 'ready',
    said: 'said',
    dropped: 'not said',
  } satisfies Record<Line['state'], string>,
  lag: (seconds: string) => `${seconds} s after it was told`,
  reasons: {
    late: 'it was told too late',
    minor: 'other things mattered more',
    merged: 'it was told with something that weighs more',
    superseded: 'more was known before it could be said',
    gone: 'nobody knows of it any more',
    refused: 'no wording of it passed the check',
    declined: 'a host dropped it',
    expired: 'nobody aired it in time',
    replaced: 'it was written anew',
    off: 'the commentary was off',
  } as Readonly<Record<string, string>>,
} as const;
