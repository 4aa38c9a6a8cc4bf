// By their minutes and seconds. Jest knows them only where it has run before, and one of these that begins last keeps the
// other workers waiting. What waits for clocks and processes stands between what calculates, which fills its pauses.
const LONGEST = [
  'faults/radios-for-minutes',
  'simulation/seeds',
  'browser/listen',
  'faults/match-kill',
  'integration/radio-fuzz',
  'integration/withdrawing',
  'browser/host-control',
  'faults/radio-postgres',
  'faults/radio-kill',
  'integration/replay-on-air',
  'browser/host',
  'browser/late-match',
  'commentary/whole-matches',
  'browser/host-match',
  'faults/killed-database',
  'browser/replay',
  'faults/radio-disk',
  'integration/archive',
  'faults/note-kill',
  'browser/match',
  'browser/pad',
  'faults/radio-suspend',
  'browser/stream',
  'browser/admin',
  'integration/match-nodes',
  'integration/radio-nodes',
  'browser/restart',
  'integration/streams',
  'browser/loudspeaker',
  'integration/archive-feeds',
  'browser/host-talk',
  'browser/admin-matches',
  'faults/redis',
  'browser/front',
  'faults/start',
  'integration/operator',
  'integration/demo',
  'faults/connections',
  'integration/match-live',
  'contracts/event-sources',
  'faults/stop',
  'commentary/simulated-lines',
  'contracts/espeak',
  'integration/match-lines',
  'integration/radio-sound',
  'faults/radio-speech',
  'integration/backup-match',
  'integration/backup-drill',
  'faults/radio-acknowledgements',
  'integration/audio',
  'integration/spoken-level',
  'integration/radio-commands',
];

/** The place of a test file among them, from the front; behind them all, where it is none of them. */
function placeOf(file) {
  const at = LONGEST.findIndex((name) => `/${file}`.endsWith(`/test/${name}.spec.ts`));
  return at < 0 ? LONGEST.length : at;
}

const isLong = (file) => placeOf(file) < LONGEST.length;

module.exports = { placeOf, isLong };
