import type { Moment, News, Person, Standing } from '../../../writing/model/fact-sheet.js';
import type { EventContent, MatchEvent } from '../../../wire/matches.js';
import { withEvents, type Known, type ToldMatch } from './known.js';
import { standingOf } from './standing.js';

export interface Step {
  /** Nothing: it tells a listener nothing new. */
  readonly moment: Moment | null;
  readonly known: Known;
}

/** What an event is to who has heard all before it. `before` is how it stood then. */
export function stepOn(match: ToldMatch, known: Known, event: MatchEvent, before: () => Standing): Step {
  const earlier = known.get(event.fact);
  const after = withEvents(known, [event]);
  const news = newsOf(event, earlier);
  if (news === null) return { moment: null, known: after };
  const told = earlier === undefined || earlier.status === 'retracted' ? null : sayable(earlier.content);
  const { content } = event;
  const said = news === 'undone' ? (earlier?.content ?? content) : content;
  const moment: Moment = {
    seq: event.seq,
    fact: event.fact,
    news,
    isSure: event.status !== 'provisional',
    ...sayable(said),
    before: before(),
    after: standingOf(match, after, event.score),
    told: news === 'changed' || news === 'undone' ? told : null,
    occurredAt: event.occurredAt,
    recordedAt: event.recordedAt,
  };
  return { moment, known: after };
}

function newsOf(event: MatchEvent, earlier: MatchEvent | undefined): News | null {
  const { op, status, content } = event;
  if (op === 'note') return null;
  if (op === 'retract' || status === 'retracted') {
    return earlier === undefined || earlier.status === 'retracted' ? null : 'undone';
  }
  if (earlier === undefined || earlier.status === 'retracted') return 'happened';
  if (op === 'confirm') return earlier.status === 'provisional' ? 'confirmed' : null;
  const before = sayable(earlier.content);
  const now = sayable(content);
  if (isSame(before, now)) return earlier.status === 'provisional' && status === 'confirmed' ? 'confirmed' : null;
  const hadNobody = before.people.every(({ name, number }) => name === null && number === null);
  return hadNobody && isSame({ ...before, people: [] }, { ...now, people: [] }) ? 'named' : 'changed';
}

type Sayable = NonNullable<Moment['told']>;

function sayable(content: EventContent): Sayable {
  const { type, side = null, participants = [], made = null, delivery = null } = content;
  // What has become of a match is said as what kind of thing happened.
  const subtype = (type === 'lifecycle' ? content.lifecycle : content.subtype) ?? null;
  const people = participants.map(({ role, name = null, number = null, side: own }): Person => {
    return { role, name, number, side: own ?? sideOf(role, content) };
  });
  return { type, subtype, side, people, made, delivery };
}

// Whose player it is, where that is not told: of the side that gains but for who bowls, fields or gives a penalty away.
const OTHERS = new Set(['bowler', 'fielder', 'umpire']);

function sideOf(role: string, { side }: EventContent): Person['side'] {
  if (side === undefined || role === 'umpire') return null;
  if (!OTHERS.has(role)) return side;
  return side === 'home' ? 'away' : 'home';
}

function isSame(one: object, other: object): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
