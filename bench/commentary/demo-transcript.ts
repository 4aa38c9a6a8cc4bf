import { LIVE_DEMO } from '../../src/matches/demo.js';
import type { ScriptedMatch } from '../../src/matches/model/script.js';
import { isSimulated } from '../../src/matches/model/simulator/simulated.js';
import { simulatedScript } from '../../src/matches/model/simulator/simulated-script.js';
import { plainWriter } from './plain-writer.js';
import { playedOut, SILENT_LOG } from './room.js';
import { transcriptOf } from './transcript.js';

export const DEMO_TRANSCRIPT = 'docs/examples/demo-match.md';

const TEN_MIN_MS = 600_000;
const HEAD = `# Ten minutes of the demo match

What whoever starts a server for the first time hears of the match that is on air then, from its first event on: football, made up by the simulator, one event every
twelve seconds, told by templates in English. \`npm run examples\` makes this page, by the radio's own rules and in no time: words take as long as they should, and each
sentence is made 150 ms after it was asked for.

*Time* is since the first event; of a line, from its first word to its last. *Clock* and *score* are of the match. *Late* is from the record of the event to the first word
about it. What matters takes over from what sounds; what nobody says, and why, stands in *italics*.
`;

/** The first ten minutes of the demo match, and what is said of them. */
export async function demoTranscript(): Promise<string> {
  const played = await playedOut({
    match: beginningOfDemo(),
    language: 'en',
    log: SILENT_LOG,
    writerFor: (clock) => plainWriter(clock),
  });
  return `${HEAD}\n${transcriptOf(LIVE_DEMO, played, TEN_MIN_MS)}`;
}

function beginningOfDemo(): ScriptedMatch {
  const { sport, home, away, script } = LIVE_DEMO;
  if (script?.kind !== 'simulator' || !isSimulated(sport)) throw new Error('the demo is not simulated');
  const whole = simulatedScript({ sport, home, away }, script);
  // Of the match itself nobody is known before the line-ups.
  return { ...whole, home, away, lines: whole.lines.filter(({ afterMs }) => afterMs < TEN_MIN_MS) };
}
