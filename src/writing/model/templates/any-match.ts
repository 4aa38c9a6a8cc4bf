import type { Moment, Standing } from '../fact-sheet.js';
import type { PhraseBook, Slots } from './phrase.js';
import { otherOf, sideSlots, type Scene } from './scene.js';

/** Where the phrases are for what happens in every sport. */
export function commonKeys(book: PhraseBook, moment: Moment): readonly string[] | undefined {
  // What has a name of its own is not called by that of all its kind.
  return kindsOf(moment)
    ?.filter((key) => key in book)
    .slice(0, 1);
}

function kindsOf({ type, subtype, after }: Moment): readonly string[] | undefined {
  switch (type) {
    case 'match_end':
      return endKeys(after);
    case 'segment_start':
    case 'segment_end':
      return [`${type}.${partOf(after.segment)}`, type];
    case 'review_end':
    case 'delay_start':
      return subtype === null ? [type] : [`${type}.${subtype}`, type];
    case 'lifecycle':
      return [`lifecycle.${subtype}`];
    case 'match_start':
    case 'delay_end':
    case 'lineup':
    case 'timeout':
    case 'review_start':
    case 'score_adjustment':
      return [type];
    default:
      return undefined;
  }
}

function endKeys({ finish }: Standing): readonly string[] {
  if (finish === null) return ['match_end'];
  const { method, result, winner } = finish;
  if (result === 'win' && winner !== undefined) return [`match_end.${method}`, 'match_end.win'];
  return result === 'draw' || result === 'tie' ? [`match_end.${result}`] : ['match_end'];
}

/** How the first sentence of an end may begin, where it was made beforehand. */
export function endOpenings({ after }: Moment): readonly string[] {
  return after.finish?.winner === undefined ? ['open.end'] : ['open.won'];
}

/** INN2 is an innings, whichever; halves have names of their own. */
function partOf(segment: string | null): string {
  return segment?.replace(/^(INN|SUPER|Q|OT|P)\d+$/, '$1') ?? '';
}

export function commonSlots(scene: Scene, moment: Moment): Slots {
  const { sheet, names, tongue, calling } = scene;
  const winner = moment.after.finish?.winner;
  const starters = moment.people.filter(({ role, name }) => role === 'starter' && name !== null);
  const team = starters.map(({ name }) => calling.short(name ?? ''));
  return {
    competition: sheet.competition ?? undefined,
    venue: sheet.venue ?? undefined,
    ...(winner === undefined ? {} : { winner: names[winner], loser: names[otherOf(winner)] }),
    team: team.length === 0 ? undefined : tongue.list(team),
  };
}

/** What a sport without phrases of its own has to say of something. */
export function plainSlots(scene: Scene, moment: Moment): Slots {
  const type = moment.type.replaceAll('_', ' ');
  const first = moment.people.find(({ name }) => name !== null)?.name;
  return {
    ...sideSlots(scene, moment.side),
    type,
    who: first === undefined || first === null ? undefined : scene.calling.called(first),
  };
}
