import { useState } from 'preact/hooks';
import type { EventContent, MatchEvent } from '../../../src/wire/matches.js';
import { momentOf } from '../score/clock-words.js';
import { eventWords } from '../score/event-words.js';
import { PAD } from '../words/pad.js';
import { namingOf } from './football.js';
import type { Open } from './opened.js';
import { lastTold } from './shown.js';
import type { Pad } from './use-pad.js';

const ROWS_AT_ONCE = 8;

/** Whether there is more to say of it than that it happened. */
export function isMendable(content: EventContent): boolean {
  return content.type === 'delivery' || namingOf(content).roles.length > 0;
}

/** Whether who did it is asked at once: of the others nobody waits for a name. */
export function isNameable(content: EventContent): boolean {
  return content.type !== 'corner' && content.type !== 'shot' && namingOf(content).roles.length > 0;
}

interface ToldProps {
  readonly pad: Pad;
  readonly open: Open;
}

/** What was told last, by whomever, each to be mended or taken back. */
export function ToldList({ pad, open }: ToldProps) {
  const [shown, setShown] = useState(ROWS_AT_ONCE);
  const { facts } = pad;
  return (
    <section class="told" aria-labelledby="told-title">
      <h2 id="told-title">{PAD.told}</h2>
      {facts.length === 0 && <p class="quiet">{PAD.toldNone}</p>}
      <ol>
        {lastTold(facts, shown).map((event) => (
          <ToldRow key={event.fact} pad={pad} event={event} open={open} />
        ))}
      </ol>
      {facts.length > shown && (
        <button type="button" class="plain" onClick={() => setShown(shown + ROWS_AT_ONCE)}>
          {PAD.more}
        </button>
      )}
    </section>
  );
}

function ToldRow({ pad, event, open }: ToldProps & { readonly event: MatchEvent }) {
  const { clock, delivery } = event.content;
  const isGone = event.status === 'retracted';
  const words = wordsOf(pad, event);
  return (
    <li data-gone={isGone}>
      <span class="told-when quiet">
        {delivery !== undefined && `${delivery.over}.${delivery.ball + 1}`}
        {delivery === undefined && clock !== undefined && momentOf(pad.match.sport, clock)}
      </span>
      <span class="told-what">
        {isGone ? <s>{words}</s> : words} <Standing pad={pad} event={event} />
      </span>
      {!isGone && (
        <span class="told-ways">
          {isMendable(event.content) && (
            <button
              type="button"
              class="plain"
              aria-label={PAD.changeOf(words)}
              onClick={() => open({ sheet: 'fact', fact: event.fact })}
            >
              {PAD.change}
            </button>
          )}
          <button type="button" class="plain" aria-label={PAD.undoOf(words)} onClick={() => pad.retract(event.fact)}>
            {PAD.undo}
          </button>
        </span>
      )}
    </li>
  );
}

function Standing({ pad: { tellings }, event }: { readonly pad: Pad; readonly event: MatchEvent }) {
  const isWaiting = tellings.some(({ fact, state }) => fact === event.fact && state.at === 'waiting');
  return (
    <>
      {event.status === 'retracted' && <span class="tag">{PAD.tagTakenBack}</span>}
      {event.status === 'provisional' && <span class="tag">{PAD.tagProvisional}</span>}
      {isWaiting && <span class="tag waits">{PAD.tagWaiting}</span>}
    </>
  );
}

interface LastProps extends ToldProps {
  readonly onUndone: (what: string) => void;
}

/** The newest of it, where the thumb is. */
export function LastTold({ pad, open, onUndone }: LastProps) {
  const event = pad.facts.findLast(({ status }) => status !== 'retracted');
  if (event === undefined) return null;
  const words = wordsOf(pad, event);
  const undo = (): void => {
    pad.retract(event.fact);
    onUndone(words);
  };
  return (
    <div class="last-told">
      <p>
        {words} <Standing pad={pad} event={event} />
      </p>
      {isMendable(event.content) && (
        <button type="button" class="press plain" onClick={() => open({ sheet: 'fact', fact: event.fact })}>
          {PAD.change}
        </button>
      )}
      <button type="button" class="press plain" onClick={undo}>
        {PAD.undo}
      </button>
    </div>
  );
}

function wordsOf({ match }: Pad, event: MatchEvent): string {
  const { what, who } = eventWords(match, event);
  return who === '' ? what : `${what} · ${who}`;
}
