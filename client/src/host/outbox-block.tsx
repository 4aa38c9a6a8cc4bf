import type { Say } from '../../../src/wire/host.js';
import { HOST, minutes, opening, roughly, sentenceOf } from '../words/host.js';
import type { Desk } from './desk.js';
import { isInHand, type Line } from './outbox.js';
import { useEvery } from './use-desk.js';

const words = HOST.outbox;

/** What the server is not known to have: nothing at most times. */
export function OutboxBlock({ desk, reword }: { readonly desk: Desk; readonly reword: (say: Say) => void }) {
  useEvery(1_000);
  const lines = desk.posting.all;
  if (lines.length === 0) return null;
  return (
    <section class="outbox" aria-labelledby="outbox">
      <h2 id="outbox">{words.heading}</h2>
      <ul>
        {lines.map((line) => (
          <li key={line.key} data-state={line.state.at}>
            <p class="script">
              {line.say.text ?? `${HOST.clip} ${minutes(line.clipMs ?? 0)}`}
              {line.say.mode === 'write' && <strong class="note"> {HOST.note}</strong>}
              {line.say.urgency === 'flash' && <strong class="tag"> {HOST.urgencies.flash}</strong>}
            </p>
            <p class="small quiet">{conditionOf(line, desk.isOpen)}</p>
            <Buttons line={line} desk={desk} reword={reword} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function conditionOf({ state, writtenAt }: Line, isOpen: boolean): string {
  const age = roughly(Date.now() - writtenAt);
  switch (state.at) {
    case 'refused':
      return sentenceOf(state.code);
    case 'stale':
      return state.mayBeSaid ? words.staleMaybe(age) : words.stale(age);
    case 'takingBack':
      return words.unwanted;
    case 'waiting':
    default:
      if (state.isUnwanted) return words.unwanted;
      if (!isOpen) return words.waiting;
      if (state.why !== undefined) return words.waitingWhy(sentenceOf(state.why));
      return state.tries > 0 ? words.waiting : words.sending;
  }
}

interface ButtonsProps {
  readonly line: Line;
  readonly desk: Desk;
  readonly reword: (say: Say) => void;
}

function Buttons({ line, desk: { posting }, reword }: ButtonsProps) {
  const { key, state, say } = line;
  const about = opening(say.text ?? '');
  if (state.at === 'takingBack' || (state.at === 'waiting' && state.isUnwanted)) return null;
  const edit = (): void => {
    posting.drop(key);
    reword(say);
  };
  return (
    <div class="row">
      {state.at === 'stale' && (
        <button
          type="button"
          class="small"
          aria-label={`${words.anyway}: ${about}`}
          onClick={() => posting.anyway(key)}
        >
          {words.anyway}
        </button>
      )}
      {state.at === 'refused' && (
        <button type="button" class="small" aria-label={`${words.again}: ${about}`} onClick={() => posting.again(key)}>
          {words.again}
        </button>
      )}
      {isInHand(line) && say.text !== undefined && (
        <button type="button" class="small plain" aria-label={`${words.edit}: ${about}`} onClick={edit}>
          {words.edit}
        </button>
      )}
      <button
        type="button"
        class="small plain"
        aria-label={`${words.drop}: ${about}`}
        onClick={() => posting.drop(key)}
      >
        {isInHand(line) ? words.drop : words.takeBack}
      </button>
    </div>
  );
}
