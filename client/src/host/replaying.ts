import type { HostCommandInput } from '../../../src/wire/host.js';
import { REPLAY_MS_MAX } from '../../../src/wire/limits.js';
import type { Outcome } from './commanding.js';

const AT_ONCE_S = REPLAY_MS_MAX / 1_000;

/** Asks for all that was heard on a channel: as much as goes at once, and what follows after it. */
export async function putOnAir(
  channel: string,
  run: (command: HostCommandInput['command']) => Promise<Outcome>,
): Promise<Outcome> {
  let isQueued = false;
  let gone: Outcome | undefined;
  for (let from = 0; ; from += AT_ONCE_S) {
    const replay = { channel, from, to: from + AT_ONCE_S };
    const outcome = await run({ name: 'enqueue', say: { replay } });
    const refused = 'refused' in outcome ? outcome.refused : undefined;
    // Of an hour whose sound is gone there is nothing to hear; there may be of the next.
    if (refused === 'radio.sound-deleted') {
      gone = outcome;
      continue;
    }
    // There is no more of it: what is asked for already was all.
    if (from > 0 && refused === 'radio.nothing-heard') return isQueued ? { done: {} } : (gone ?? outcome);
    if (!('done' in outcome)) return outcome;
    isQueued = true;
  }
}
