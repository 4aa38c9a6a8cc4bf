import { useMemo, useState } from 'preact/hooks';
import { z } from 'zod';
import { keepValue, keptValue } from '../keeping/kept-value.js';
import { creaseOf, type Chosen, type Crease } from './crease.js';
import type { Pad } from './use-pad.js';

const Named = z.object({ name: z.string().optional(), number: z.int().optional() }).optional();
const KeptChosen = z.object({
  after: z.string(),
  batter: Named,
  nonStriker: Named,
  bowler: Named,
  isOverDone: z.literal(false).exactOptional(),
});

export interface CreaseInHand {
  readonly now: Crease | undefined;
  /** Puts somebody in a place, or goes on with an over; it is told with the next ball. */
  readonly choose: (chosen: Omit<Chosen, 'after'>) => void;
}

/** The innings under way with who was chosen since its last ball, which is kept over reloads. */
export function useCrease({ match, facts }: Pad): CreaseInHand {
  const name = `longwave.crease.${match.id}`;
  const [chosen, setChosen] = useState<Chosen | undefined>(() => keptValue(name, KeptChosen));
  const now = useMemo(() => creaseOf(facts, match.info, chosen), [facts, match.info, chosen]);
  const choose = (given: Omit<Chosen, 'after'>): void => {
    if (now === undefined) return;
    const before = chosen?.after === now.after ? chosen : {};
    const next = { ...before, ...given, after: now.after };
    keepValue(name, next);
    setChosen(next);
  };
  return { now, choose };
}
