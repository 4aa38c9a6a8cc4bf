import { PLAYERS_MAX } from '../../../src/wire/match-doors.js';
import type { FieldMistake } from '../pad/new-match.js';

/** Said where matches to tell are found and made. */
export const NEW_MATCH = {
  heading: 'Tell a match',
  asking: 'Asking the server…',
  yours: 'Matches you can tell',
  none: 'There is no match to tell now.',
  notSignedIn: 'You are not signed in.',
  notSignedInMend:
    'Whoever runs this server can send you an invitation link. Open it on this device, and then come back.',
  notAdmin: 'Matches are made by who runs this server. When they make one with a channel you host, it stands here.',
  make: 'New match',
  sport: 'Sport',
  sports: { football: 'Football', cricket: 'Cricket' },
  home: 'Home side',
  away: 'Away side',
  name: 'Name',
  short: 'Short name',
  shortHint: 'For scoreboards, at most 12 characters. Left empty, it is taken from the name.',
  players: 'Line-up',
  playersHint: 'One player a line: 9 Ann Reed. It can be left empty.',
  startsAt: 'Starts',
  startsAtHint: 'In this device’s time. Left empty: now.',
  languages: 'It is spoken about in',
  visibility: 'Who finds it',
  visibilities: {
    public: 'Public: everybody finds it',
    unlisted: 'Unlisted: whoever has the link',
    private: 'Private: whoever was invited',
  },
  overs: 'Overs a side',
  oversHint: 'Left empty, there is no limit.',
  minutes: 'Minutes a half',
  submit: 'Make the match',
  making: 'Making it…',
  someWrong: 'Something is not right yet: see above.',
  unsure: 'It is not known whether it was made. Press again: it is made once.',
} as const;

/** A mistake, as its field says it. */
export function mistakeWords(mistake: FieldMistake): string {
  switch (mistake.is) {
    case 'missing':
      return 'A name is needed.';
    case 'tooLong':
      return 'This is too long.';
    case 'sameName':
      return 'Both sides have the same name.';
    case 'badMoment':
      return 'This is not a day and a time.';
    case 'badOvers':
      return 'A whole number from 1 to 999, or nothing.';
    case 'badMinutes':
      return 'A whole number from 1 to 90.';
    case 'server':
      return mistake.says;
    case 'lineUp':
    default:
      return lineUpWords(mistake.of);
  }
}

function lineUpWords(mistake: Extract<FieldMistake, { is: 'lineUp' }>['of']): string {
  switch (mistake.is) {
    case 'tooMany':
      return `There are more than ${PLAYERS_MAX} players.`;
    case 'tooLong':
      return `The name in line ${mistake.line} is too long.`;
    case 'twice':
      return `The name in line ${mistake.line} is there twice.`;
    case 'badNumber':
      return `The number in line ${mistake.line} is greater than 999.`;
    case 'noName':
    default:
      return `Line ${mistake.line} has no name.`;
  }
}
