import { FRAME_MS } from '../../audio/model/frames.js';
import type { Line } from '../../wire/match-doors.js';
import type { MatchEvent } from '../../wire/matches.js';
import type { Chapters } from '../../wire/replay.js';
import type { Part, Placed } from '../../radio/model/layout.js';

export interface Chaptered {
  /** The record of the match, in its order. */
  readonly events: readonly MatchEvent[];
  /** What was said of them on the channel. */
  readonly lines: readonly (Pick<Line, 'event' | 'text'> & { readonly request: string | null })[];
  readonly parts: readonly Part<Placed & { readonly request: string; readonly silenced: boolean }>[];
}

/** What one looks for in a match, and how it is called where nothing was said of it. */
const KINDS: Readonly<Record<string, string>> = {
  goal: 'Goal',
  red: 'Red card',
  second_yellow: 'Red card',
  penalty_missed: 'Penalty missed',
  penalty_saved: 'Penalty saved',
  segment_start: 'Play begins',
  segment_end: 'End of play',
  innings_start: 'An innings begins',
  innings_end: 'End of the innings',
  over_end: 'End of the over',
  match_end: 'The end',
};
const WICKET = 'Wicket';
const TITLE_MAX = 80;

/** The goals, wickets, overs and parts of a match, where they are heard in a file. */
export function chaptersOf({ events, lines, parts }: Chaptered): Chapters {
  const placeOf = new Map<string, number>();
  for (const { of, from } of parts) if (of !== null && !placeOf.has(of.request)) placeOf.set(of.request, from);
  const withdrawn = new Set(parts.flatMap(({ of }) => (of?.silenced === true ? [of.request] : [])));
  const chapters = factsOf(events).flatMap(({ first, now }) => {
    const kind = now.status === 'retracted' ? undefined : kindOf(now);
    if (kind === undefined) return [];
    const line = lines.find(({ event, request }) => event === first.seq && request !== null && placeOf.has(request));
    const from = line === undefined ? afterwards(parts, first.recordedAt) : placeOf.get(line.request ?? '');
    if (from === undefined) return [];
    const said = withdrawn.has(line?.request ?? '') ? undefined : line?.text;
    return [{ startTime: (from * FRAME_MS) / 1_000, title: titleOf(said) ?? kind }];
  });
  return { version: '1.2.0', chapters: chapters.toSorted((one, other) => one.startTime - other.startTime) };
}

/** Each fact once: as it was told first, and as it is known now. */
function factsOf(events: readonly MatchEvent[]): readonly { readonly first: MatchEvent; readonly now: MatchEvent }[] {
  const facts = new Map<string, { first: MatchEvent; now: MatchEvent }>();
  for (const event of events) facts.set(event.fact, { first: facts.get(event.fact)?.first ?? event, now: event });
  return [...facts.values()];
}

function kindOf({ content: { type, delivery } }: MatchEvent): string | undefined {
  if (type !== 'delivery') return KINDS[type];
  return delivery?.wickets?.some(({ kind }) => !kind.startsWith('retired')) === true ? WICKET : undefined;
}

// Of what nobody spoke of one looks where one would have.
function afterwards(parts: Chaptered['parts'], at: number): number | undefined {
  return parts.find(({ of }) => of !== null && of.startsAt >= at)?.from;
}

function titleOf(text: string | undefined): string | undefined {
  const [sentence = ''] = /^[^.!?।]+[.!?।]?/u.exec(text ?? '') ?? [];
  const title = sentence.trim().replace(/[.।]$/u, '');
  if (title === '') return undefined;
  return title.length <= TITLE_MAX ? title : `${title.slice(0, TITLE_MAX - 1).trimEnd()}…`;
}
