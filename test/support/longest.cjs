// By their minutes and seconds. Jest knows them only where it has run before, and one of these that begins last keeps the
// other workers waiting. What waits for clocks and processes stands between what calculates, which fills its pauses.
const LONGEST = [
  'faults/radios-for-minutes',
  'simulation/seeds',
  'browser/listen',
  'faults/match-kill',
  'browser/host',
  'integration/withdrawing',
  'faults/radio-kill',
  'faults/radio-postgres',
  'browser/host-control',
  'integration/replay-on-air',
  'faults/note-kill',
  'integration/radio-fuzz',
  'faults/radio-disk',
  'browser/late-match',
  'commentary/whole-matches',
  'faults/killed-database',
  'integration/archive',
  'browser/replay',
  'faults/radio-suspend',
  'browser/host-match',
  'integration/match-nodes',
  'browser/match',
  'integration/radio-nodes',
  'browser/stream',
  'browser/restart',
  'integration/streams',
  'browser/loudspeaker',
  'browser/pad',
  'integration/archive-feeds',
  'browser/host-talk',
  'browser/admin',
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
