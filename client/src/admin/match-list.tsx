import { useRef, useState } from 'preact/hooks';
import { Removal, type MatchCard } from '../../../src/wire/match-doors.js';
import { askAsMe } from '../people/asking-as.js';
import { reasonOf } from '../people/failed.js';
import { scoreLine } from '../score/score-words.js';
import { stateWords } from '../score/state-words.js';
import { ADMIN } from '../words/admin.js';
import { ADMIN_MATCHES } from '../words/admin-matches.js';
import { MATCHES } from '../words/matches.js';
import { MatchFileForm } from './match-file-form.js';
import { MatchPlay } from './match-play.js';
import { useShelf, type Shelf } from './use-shelf.js';

const words = ADMIN_MATCHES;

interface Listed {
  /** A match came or went, and its channels with it. */
  readonly onChanged: () => Promise<void>;
}

/** Every match, and what an admin does to them. */
export function MatchList({ onChanged }: Listed) {
  const shelves = [useShelf('live'), useShelf('upcoming'), useShelf('finished')];
  const [told, setTold] = useState<{ readonly text: string; readonly isBad: boolean }>();
  const status = useRef<HTMLParagraphElement>(null);
  const again = async (): Promise<void> => {
    await Promise.all([onChanged(), ...shelves.map((shelf) => shelf.again())]);
  };
  const remove = async ({ id, title }: MatchCard): Promise<void> => {
    const weighed = await askAsMe(`/v1/matches/${id}/removal`, Removal);
    if ('ok' in weighed && !confirm(words.removeSure(title, weighed.ok))) return;
    const removed = 'ok' in weighed ? await askAsMe(`/v1/matches/${id}`, Removal, { method: 'DELETE' }) : weighed;
    const failure = reasonOf(removed);
    const text = 'ok' in removed ? words.removed(title, removed.ok) : failure;
    setTold(text === undefined ? undefined : { text, isBad: failure !== undefined });
    await again();
    // The button that was pressed is gone with its match.
    status.current?.focus();
  };
  const failure = shelves.map((shelf) => shelf.failure).find((known) => known !== undefined);
  const isKnown = shelves.every(({ value }) => value !== undefined);
  const isEmpty = isKnown && shelves.every(({ value, page }) => value?.matches.length === 0 && page === 1);
  return (
    <section aria-labelledby="matches-title">
      <h2 id="matches-title">{words.heading}</h2>
      <p
        ref={status}
        tabIndex={-1}
        class={failure !== undefined || told?.isBad === true ? 'bad' : 'quiet'}
        role="status"
      >
        {failure ?? told?.text}
      </p>
      {!isKnown && failure === undefined && <p role="status">{ADMIN.asking}</p>}
      {isEmpty && <p class="quiet">{words.none}</p>}
      {shelves.map((shelf) => (
        <MatchShelf key={shelf.status} shelf={shelf} onRemove={remove} />
      ))}
      <MatchFileForm onTaken={again} />
    </section>
  );
}

interface Shelved {
  readonly shelf: Shelf;
  readonly onRemove: (match: MatchCard) => Promise<void>;
}

function MatchShelf({ shelf, onRemove }: Shelved) {
  const { status, value, page, hasNext } = shelf;
  if (value === undefined || (value.matches.length === 0 && page === 1)) return null;
  return (
    <section class="shelf" aria-labelledby={`matches-${status}`}>
      <h3 id={`matches-${status}`}>{MATCHES[status]}</h3>
      {value.matches.length === 0 && <p class="quiet">{words.noMore}</p>}
      <ul class="rows">
        {value.matches.map((match) => (
          <MatchRow key={match.id} match={match} now={value.serverNow} status={status} onRemove={onRemove} />
        ))}
      </ul>
      {(page > 1 || hasNext) && <Pager shelf={shelf} />}
    </section>
  );
}

function Pager({ shelf: { status, page, hasNext, turn } }: { readonly shelf: Shelf }) {
  const nameOf = (step: string): string => words.pageOf(step, MATCHES[status]);
  return (
    <div class="row-ways">
      <button
        type="button"
        class="plain"
        aria-label={nameOf(words.before)}
        disabled={page === 1}
        onClick={() => turn(-1)}
      >
        {words.before}
      </button>
      <span role="status">{words.page(page)}</span>
      <button type="button" class="plain" aria-label={nameOf(words.next)} disabled={!hasNext} onClick={() => turn(1)}>
        {words.next}
      </button>
    </div>
  );
}

interface Row {
  readonly match: MatchCard;
  /** Server time. */
  readonly now: number;
  readonly status: Shelf['status'];
  readonly onRemove: (match: MatchCard) => Promise<void>;
}

function MatchRow({ match, now, status, onRemove }: Row) {
  const [isOpen, setOpen] = useState(false);
  const { id, title, visibility, isDemo, language } = match;
  return (
    <li class="card row">
      <div class="row-head">
        <strong lang={language}>{title}</strong>
        <span class="tags">
          {isDemo && (
            <span class="tag" title={MATCHES.madeUpLong}>
              {MATCHES.madeUp}
            </span>
          )}
          {status !== 'upcoming' && <span class="tag">{scoreLine(match)}</span>}
          <span class="tag">{stateWords(match, { now })}</span>
          <span class="tag">{visibility}</span>
        </span>
      </div>
      <div class="row-ways">
        <a class="button plain" href={`/match/${id}`}>
          {words.open}
        </a>
        {status !== 'finished' && (
          <button type="button" class="plain" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {words.files}
          </button>
        )}
        <button type="button" class="plain" onClick={() => void onRemove(match)}>
          {words.remove}
        </button>
      </div>
      {isOpen && <MatchPlay id={id} />}
    </li>
  );
}
