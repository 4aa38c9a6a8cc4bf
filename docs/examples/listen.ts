// Listens to a channel without loudspeakers: prints what is said when it is said, and acknowledges it.
//   npx tsc -p docs/examples
//   node builds/examples/docs/examples/listen.js http://localhost:8000 <channel> [delay in seconds]
import { Acknowledging } from '../../client/src/connection/acknowledging.js';
import { connect } from '../../client/src/connection/connect.js';
import { SoundWatch } from '../../client/src/connection/sound-watch.js';
import { surroundings } from '../../client/src/connection/surroundings.js';

const [origin = 'http://localhost:8000', channel = 'demo', delayS = '0'] = process.argv.slice(2);
const say = (line: string): void => void process.stdout.write(`${line}\n`);

let refused: { message: string } | undefined;

const connection = connect({
  origin,
  onPhase: (isOpen, why) => say(isOpen ? '— connected' : `— away: ${why}`),
});
const followed = connection.join({
  channel,
  delayMs: Number(delayS) * 1_000,
  // Called for every message, every better estimate of the clock, and every answer to a join.
  onChange: () => {
    if (followed.refusal !== refused) say(`— ${followed.refusal?.message ?? 'let in'}`);
    refused = followed.refusal;
    watch.look();
  },
});
const acknowledging = new Acknowledging(followed, surroundings);
const watch = new SoundWatch(followed, surroundings, {
  onSound: ({ text = '(no text yet)', silenced = false }) => say(silenced ? '(withdrawn)' : text),
  onEnd: (entry) => acknowledging.heard(entry),
});

process.once('SIGINT', () => {
  watch.stop();
  acknowledging.stop();
  connection.close();
});
