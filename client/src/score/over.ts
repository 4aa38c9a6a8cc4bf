import type { Delivery, MatchEvent } from '../../../src/wire/matches.js';
import { SAID } from '../words/match.js';

/** One ball of an over, as scorers write it. */
export interface Ball {
  readonly mark: string;
  readonly isWicket: boolean;
}

/** The balls of the latest over, in their order, as they are known by now. */
export function thisOver(events: readonly MatchEvent[]): readonly Ball[] {
  const latest = new Map<string, MatchEvent>();
  for (const event of events) if (event.content.delivery !== undefined) latest.set(event.fact, event);
  const balls = [...latest.values()].flatMap(({ status, content: { delivery } }) =>
    status === 'retracted' || delivery === undefined ? [] : [delivery],
  );
  const ordered = balls.toSorted(
    (one, other) => one.innings - other.innings || one.over - other.over || one.ball - other.ball,
  );
  const last = ordered.at(-1);
  return ordered
    .filter(({ innings, over }) => innings === last?.innings && over === last.over)
    .map((delivery) => ({ mark: markOf(delivery), isWicket: isWicket(delivery) }));
}

export function isWicket({ wickets = [] }: Delivery): boolean {
  return wickets.length > 0;
}

function markOf(delivery: Delivery): string {
  const { runs, extras = {} } = delivery;
  const total = runs.batter + runs.extras;
  const kinds: readonly (readonly [number | undefined, string])[] = [
    [extras.wides, 'wd'],
    [extras.noballs, 'nb'],
    [extras.byes, 'b'],
    [extras.legbyes, 'lb'],
  ];
  const kind = kinds.find(([count = 0]) => count > 0)?.[1];
  const scored = kind === undefined ? (total === 0 ? '•' : String(total)) : `${total === 1 ? '' : total}${kind}`;
  if (!isWicket(delivery)) return scored;
  return total === 0 ? 'W' : `W${scored}`;
}

/** What came of a ball, in words. */
export function ballWords(delivery: Delivery): string {
  const { runs, extras = {}, wickets = [], boundary } = delivery;
  if (wickets.length > 0) {
    return wickets
      .map(
        ({ kind, out }) => `${SAID.wicket}${out === undefined ? '' : `: ${out}`}${SAID.by(kind.replaceAll('_', ' '))}`,
      )
      .join('; ');
  }
  const total = runs.batter + runs.extras;
  const kinds: readonly (readonly [number | undefined, string])[] = [
    [extras.wides, SAID.wide],
    [extras.noballs, SAID.noBall],
    [extras.byes, SAID.bye],
    [extras.legbyes, SAID.legBye],
  ];
  const kind = kinds.find(([count = 0]) => count > 0)?.[1];
  if (kind !== undefined) return `${kind}, ${SAID.runs(total)}`;
  if (boundary === 4) return SAID.four;
  if (boundary === 6) return SAID.six;
  return total === 0 ? SAID.noRun : SAID.runs(total);
}
