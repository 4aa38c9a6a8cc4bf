import { eventWords } from '../score/event-words.js';
import { PAD } from '../words/pad.js';
import type { Open } from './opened.js';
import { isMendable } from './told-list.js';
import type { Telling } from './telling.js';
import type { Pad } from './use-pad.js';

interface WaitingProps {
  readonly pad: Pad;
  readonly open: Open;
}

/** What is between this device and the server, and what the server did not take. */
export function Waiting({ pad, open }: WaitingProps) {
  const { tellings, match } = pad;
  const refused = tellings.filter(({ state }) => state.at === 'refused');
  const waiting = tellings.length - refused.length;
  return (
    <div class="between">
      <p class="waits" role="status">
        {waiting > 0 && PAD.waiting(waiting)}
      </p>
      <p class="bad" role="status">
        {pad.isSignedOut ? PAD.signedOut : pad.isLost ? PAD.lost : ''}
      </p>
      {pad.isUnkept && (
        <p class="bad" role="alert">
          {PAD.unkept}
        </p>
      )}
      {match.isPlaying && <p class="quiet">{PAD.scripted}</p>}
      {refused.length > 0 && (
        <section class="card refused" aria-labelledby="refused">
          <h2 id="refused">{PAD.refusedHeading}</h2>
          <ul>
            {refused.map((telling) => (
              <Refused key={telling.key} pad={pad} telling={telling} open={open} />
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function Refused({ pad, telling, open }: WaitingProps & { readonly telling: Telling }) {
  const { key, fact, what, state } = telling;
  if (state.at !== 'refused') return null;
  const words = wordsOf(pad, telling);
  return (
    <li>
      <p>{words}</p>
      <p class="bad small">{state.says}</p>
      <div class="presses">
        <button type="button" class="press plain" aria-label={PAD.againOf(words)} onClick={() => pad.again(key)}>
          {PAD.again}
        </button>
        {what.op !== 'retract' && isMendable(what.content) && (
          <button
            type="button"
            class="press plain"
            aria-label={PAD.changeOf(words)}
            onClick={() => open({ sheet: 'fact', fact })}
          >
            {PAD.change}
          </button>
        )}
        <button type="button" class="press plain" aria-label={PAD.dropOf(words)} onClick={() => pad.drop(key)}>
          {PAD.drop}
        </button>
      </div>
    </li>
  );
}

function wordsOf({ match, facts }: Pad, { fact, what }: Telling): string {
  const content = what.op === 'retract' ? facts.find((one) => one.fact === fact)?.content : what.content;
  if (content === undefined) return PAD.undo;
  const words = eventWords(match, { content, rawType: null }).what;
  return what.op === 'add' ? words : what.op === 'revise' ? PAD.changeOf(words) : PAD.undoOf(words);
}
