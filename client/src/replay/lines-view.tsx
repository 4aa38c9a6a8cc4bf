import { useEffect, useMemo, useState } from 'preact/hooks';
import type { MatchDetails } from '../../../src/wire/match-doors.js';
import type { MatchEvent } from '../../../src/wire/matches.js';
import { PlayIcon } from '../look/icons.js';
import { eventWords } from '../score/event-words.js';
import { REPLAY } from '../words/replay.js';
import { findLines } from './find-lines.js';
import { mendedSince } from './mended.js';
import type { Line } from './places.js';
import { timeWords } from './time-words.js';

const LINES_AT_ONCE = 60;

interface Said {
  readonly lines: readonly Line[];
  /** The chunk of the line that is heard now. */
  readonly now: string | undefined;
  readonly match: MatchDetails | undefined;
  readonly events: readonly MatchEvent[];
  readonly onPlay: (fromS: number) => void;
}

/** All that was said, in its order; of a long evening a part, which goes along with what is heard. */
export function LinesView({ lines, now, match, events, onPlay }: Said) {
  const [typed, setTyped] = useState('');
  const [page, setPage] = useState<number>();
  const found = useMemo(() => findLines(lines, typed), [lines, typed]);
  const isSearch = typed.trim() !== '';
  const heard = found.findIndex(({ chunk }) => chunk === now);
  const lastPage = Math.floor(Math.max(0, found.length - 1) / LINES_AT_ONCE);
  const shownPage = Math.min(page ?? Math.floor(Math.max(0, heard) / LINES_AT_ONCE), lastPage);
  const from = shownPage * LINES_AT_ONCE;
  useEffect(() => setPage(isSearch ? 0 : undefined), [isSearch]);
  return (
    <section class="said" aria-labelledby="lines-title">
      <h2 id="lines-title">{REPLAY.lines}</h2>
      <input
        type="search"
        aria-label={REPLAY.search}
        placeholder={REPLAY.search}
        value={typed}
        onInput={({ currentTarget }) => setTyped(currentTarget.value)}
      />
      <p class="small quiet" role="status">
        {isSearch && REPLAY.found(found.length)}
      </p>
      {from > 0 && (
        <button type="button" class="plain" onClick={() => setPage(shownPage - 1)}>
          {REPLAY.earlier}
        </button>
      )}
      <ol>
        {found.slice(from, from + LINES_AT_ONCE).map((line) => (
          <LineRow key={line.chunk} line={line} isNow={line.chunk === now} onPlay={onPlay}>
            {match !== undefined && <Mend match={match} events={events} seq={line.event} />}
          </LineRow>
        ))}
      </ol>
      {found.length > from + LINES_AT_ONCE && (
        <button type="button" class="plain" onClick={() => setPage(shownPage + 1)}>
          {REPLAY.more}
        </button>
      )}
      {page !== undefined && !isSearch && (
        <button type="button" class="plain" onClick={() => setPage(undefined)}>
          {REPLAY.follow}
        </button>
      )}
    </section>
  );
}

interface Row {
  readonly line: Line;
  readonly isNow: boolean;
  readonly onPlay: (fromS: number) => void;
  readonly children: preact.ComponentChildren;
}

function LineRow({ line, isNow, onPlay, children }: Row) {
  const { body, language, startTime, audioUrl, withdrawn } = line;
  const at = timeWords(startTime);
  return (
    <li data-now={isNow} aria-current={isNow ? 'true' : undefined}>
      <button type="button" class="plain" aria-label={REPLAY.playFrom(at, body)} onClick={() => onPlay(startTime)}>
        <PlayIcon />
        <span>{at}</span>
      </button>
      <div>
        {withdrawn ? <p class="quiet">{REPLAY.withdrawn}</p> : <p lang={language}>{body}</p>}
        {audioUrl === null && !withdrawn && <span class="tag">{REPLAY.gone}</span>}
        {children}
      </div>
    </li>
  );
}

interface MendOfLine {
  readonly match: MatchDetails;
  readonly events: readonly MatchEvent[];
  readonly seq: number | null;
}

function Mend({ match, events, seq }: MendOfLine) {
  const mended = useMemo(() => (seq === null ? undefined : mendedSince(events, seq)), [events, seq]);
  if (mended === undefined) return null;
  if (mended.kind === 'taken-back') return <span class="tag standing">{REPLAY.takenBack}</span>;
  const { what, who } = eventWords(match, mended.event);
  return <span class="tag standing">{REPLAY.corrected(who === '' ? what : `${what} · ${who}`)}</span>;
}
