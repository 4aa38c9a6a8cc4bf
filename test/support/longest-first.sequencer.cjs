const { default: Sequencer } = require('@jest/test-sequencer');

// By their minutes and seconds. Jest knows them only where it has run before, and one of these that begins last keeps the
// other workers waiting; what waits for clocks and processes comes early, so that what calculates fills its pauses.
const LONGEST = [
  'simulation/seeds',
  'faults/radios-for-minutes',
  'browser/host',
  'browser/listen',
  'faults/radio-kill',
  'faults/killed-database',
  'faults/radio-postgres',
  'faults/radio-disk',
  'faults/radio-suspend',
  'faults/radio-speech',
  'integration/radio-fuzz',
  'integration/say',
  'integration/streams',
  'integration/operator',
  'browser/match',
  'browser/host-match',
  'browser/admin-matches',
  'integration/match-nodes',
  'integration/match-live',
  'contracts/event-sources',
  'faults/radio-strain',
  'contracts/espeak',
  'integration/radio-commands',
  'integration/spoken-level',
  'integration/audio',
  'faults/start',
  'faults/radio-acknowledgements',
  'faults/connections',
  'faults/radio-cleanup',
  'faults/stop',
  'integration/clips',
  'faults/audio',
  'faults/launcher',
  'browser/pages',
  'integration/backup-damage',
  'integration/radio-visibility',
  'integration/radio-sound',
];

function place({ path }) {
  const at = LONGEST.findIndex((name) => path.endsWith(`/test/${name}.spec.ts`));
  return at < 0 ? LONGEST.length : at;
}

module.exports = class LongestFirst extends Sequencer {
  async sort(tests) {
    return (await super.sort(tests)).toSorted((one, other) => place(one) - place(other));
  }
};
