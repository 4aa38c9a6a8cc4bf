import type { Removal } from '../../../src/wire/match-doors.js';

const MINUTE_MS = 60_000;
const MEGABYTE = 1_000_000;

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

function soundOf({ requests, durationMs, bytes }: Removal): string {
  const minutes = counted(Math.max(1, Math.round(durationMs / MINUTE_MS)), 'minute', 'minutes');
  return `${minutes} of sound in ${counted(requests, 'line', 'lines')} (${(bytes / MEGABYTE).toFixed(1)} MB)`;
}

/** Matches, on the page of who runs the server. */
export const ADMIN_MATCHES = {
  heading: 'Matches',
  none: 'No match yet. A file of one can be sent below.',
  noMore: 'There are no more.',
  open: 'Page of the match',
  files: 'Play or stop',
  remove: 'Remove',
  removeSure: (title: string, removal: Removal) =>
    [
      `Remove “${title}”? Nobody finds it any more${removal.channels === 0 ? '.' : ', and its channels close for good.'}`,
      removal.requests === 0 ? 'There is no sound of it.' : `${soundOf(removal)} is deleted for good.`,
      'The record of what happened is kept.',
    ].join(' '),
  removed: (title: string, removal: Removal) =>
    removal.requests === 0 ? `“${title}” is removed.` : `“${title}” is removed, and ${soundOf(removal)} with it.`,
  page: (page: number) => `Page ${page}`,
  before: 'Previous',
  next: 'Next',
  pageOf: (step: string, list: string) => `${step}: ${list}`,
  play: {
    pace: 'Pace',
    paces: { real: 'As it happened', tenfold: 'Ten times as fast', atOnce: 'All at once' },
    start: 'Play it',
    stop: 'Stop it',
    isPlaying: 'It is playing.',
    stands: 'It stands still.',
    isOver: 'It is over.',
    byHosts: 'Nothing plays this match: its hosts tell what happens.',
  },
  file: {
    heading: 'Match from a file',
    about: 'A Cricsheet JSON file, or Longwave’s JSON lines; 5 MB at most.',
    file: 'File',
    language: 'Spoken in',
    languageHint: 'A tag such as en. Left empty, it gets no channel, and nothing is said.',
    send: 'Send the file',
    sending: 'Sending the file, and reading it…',
    taken: (title: string) => `“${title}” is there.`,
  },
} as const;
