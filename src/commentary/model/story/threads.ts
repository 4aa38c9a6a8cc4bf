import type { Counted, Moment, Thread } from '../../../writing/model/fact-sheet.js';
import { standingFacts, type Known, type ToldMatch } from './known.js';
import { cricketThreads } from './cricket-threads.js';
import { countedIn, happeningsOf, nameIn, type Happening } from './happenings.js';

/** So far back something is part of a spell. */
const SPELL_SEC = 300;
const SPELL_MIN = 3;
/** From this one on it is worth counting. */
const WORTH_COUNTING: Partial<Record<Counted, number>> = {
  goal: 2,
  shot: 5,
  corner: 3,
  foul: 5,
  offside: 3,
  yellow: 2,
  red: 2,
  save: 3,
};
/** A goal after so long is worth a word. */
const LONG_SEC = 1_800;
/** What comes first in a line that has room for one. */
const WEIGHTS: Readonly<Record<Thread['kind'], number>> = {
  milestone: 0,
  lead: 1,
  spell: 2,
  since: 3,
  again: 4,
  nth: 5,
};

/** What follows from the record and is worth a clause beside these moments. */
export function threadsOf(match: ToldMatch, known: Known, moments: readonly Moment[]): readonly Thread[] {
  const happened = moments.filter(({ news, isSure }) => news !== 'undone' && isSure);
  const threads =
    match.sport === 'cricket'
      ? cricketThreads(standingFacts(known), happened)
      : playThreads(happeningsOf(standingFacts(known)), happened);
  return threads.toSorted((one, other) => WEIGHTS[one.kind] - WEIGHTS[other.kind]);
}

function playThreads(happenings: readonly Happening[], moments: readonly Moment[]): readonly Thread[] {
  return moments.flatMap((moment) => [...leadOf(moment), ...countedIn(moment).flatMap((what) => of(what, moment))]);

  function of(what: Counted, moment: Moment): readonly Thread[] {
    const at = happenings.findIndex((one) => one.fact === moment.fact && one.what === what);
    const { side } = moment;
    // It may have been taken back or become something else since.
    if (at < 0 || side === null) return [];
    const until = happenings.slice(0, at + 1).filter((one) => one.what === what);
    const own = until.filter((one) => one.side === side);
    const who = nameIn(moment);
    return [
      ...nthOf({ what, side, who, own }),
      ...spellOf({ what, side, own }),
      ...againOf({ what, who, before: until.at(-2) }),
      ...sinceOf({ what, side, until }),
    ];
  }
}

interface Told {
  readonly what: Counted;
  readonly side: NonNullable<Moment['side']>;
  readonly who: string | null;
  /** All of its kind for the side, this one last. */
  readonly own: readonly Happening[];
}

function nthOf({ what, side, who, own }: Told): Thread[] {
  const from = WORTH_COUNTING[what];
  const byOne = who === null ? 0 : own.filter((one) => one.who === who).length;
  const threads: Thread[] = [];
  if (what === 'goal' && who !== null && byOne === 2)
    threads.push({ kind: 'milestone', what: 'brace', side, who, value: 2 });
  if (what === 'goal' && who !== null && byOne === 3)
    threads.push({ kind: 'milestone', what: 'hat_trick', side, who, value: 3 });
  if (from !== undefined && own.length >= from && what !== 'goal')
    threads.push({ kind: 'nth', what, side, who: null, count: own.length });
  if (from !== undefined && byOne >= 2 && what !== 'goal') threads.push({ kind: 'nth', what, side, who, count: byOne });
  return threads;
}

function spellOf({ what, side, own }: Pick<Told, 'what' | 'side' | 'own'>): Thread[] {
  const last = own.at(-1)?.sec ?? null;
  if (last === null || what === 'goal') return [];
  const lately = own.filter(({ sec }) => sec !== null && last - sec <= SPELL_SEC && last >= sec);
  const first = lately[0]?.sec ?? last;
  if (lately.length < SPELL_MIN) return [];
  const value = Math.max(1, Math.ceil((last - first) / 60));
  return [{ kind: 'spell', what, side, count: lately.length, within: { unit: 'minutes', value } }];
}

function againOf({
  what,
  who,
  before,
}: {
  what: Counted;
  who: string | null;
  before: Happening | undefined;
}): Thread[] {
  return who !== null && before?.who === who ? [{ kind: 'again', what, who }] : [];
}

function sinceOf({ what, side, until }: { what: Counted; side: Told['side']; until: readonly Happening[] }): Thread[] {
  const [before, now] = [until.at(-2)?.sec ?? null, until.at(-1)?.sec ?? null];
  if (what !== 'goal' || before === null || now === null || now - before < LONG_SEC) return [];
  return [{ kind: 'since', what, side, unit: 'minutes', value: Math.floor((now - before) / 60) }];
}

function leadOf({ type, news, side, before, after }: Moment): Thread[] {
  if (type !== 'goal' || news === 'confirmed' || news === 'changed' || side === null) return [];
  const other = side === 'home' ? 'away' : 'home';
  const [was, is] = [before.score[side] - before.score[other], after.score[side] - after.score[other]];
  if (is !== was + 1) return [];
  const isFirst = before.score.home + before.score.away === 0;
  if (was < -1) return [{ kind: 'lead', side, how: 'reduces' }];
  if (was === -1) return [{ kind: 'lead', side, how: 'levels' }];
  if (was === 0) return [{ kind: 'lead', side, how: isFirst ? 'opens' : 'takes' }];
  return [{ kind: 'lead', side, how: 'extends' }];
}
