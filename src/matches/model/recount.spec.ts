import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { Chance } from '../../../test/simulation/chance.js';
import { isRefusal } from '../../kernel/outcome.js';
import type { EventContent } from '../../wire/matches.js';
import { EMPTY_BOOK, type Book, type Fact } from './facts.js';
import { stateOf } from './match-state.js';
import { decide, type Telling } from './record.js';
import type { ScriptedMatch } from './script.js';
import { simulated } from './simulator/simulated.js';

const NOBODY = { players: [] };

interface Version {
  readonly key: string;
  readonly version: number;
  readonly occurredAt: number;
  readonly content: EventContent | undefined;
}

/** Everything a script tells, some of it mended and some taken back, each thing as often as it was told anew. */
function versionsOf({ lines }: ScriptedMatch, chance: Chance): Version[] {
  const count = new Map<string, number>();
  return lines.flatMap((line): Version[] => {
    if (line.op === 'confirm') return [];
    const version = count.get(line.key) ?? 0;
    const { key, afterMs: occurredAt } = line;
    const told: Version = { key, version, occurredAt, content: 'content' in line ? line.content : undefined };
    const mended = told.content === undefined ? undefined : mend(told.content, chance);
    count.set(key, version + (mended === undefined ? 1 : 2));
    return mended === undefined ? [told] : [told, { ...told, version: version + 1, content: mended.content }];
  });
}

function mend(content: EventContent, chance: Chance): { content: EventContent | undefined } | undefined {
  const isScoring = content.type === 'goal' || content.type === 'delivery';
  if (!isScoring || !chance.happens(0.3)) return undefined;
  if (chance.happens(0.4)) return { content: undefined };
  return { content: { ...content, side: content.side === 'home' ? 'away' : 'home' } };
}

/** Counts what is known in the end, and knows nothing of sums. */
function recount(versions: readonly Version[]): { home: number; away: number } {
  const last = new Map<string, Version>();
  for (const one of versions) if (one.version >= (last.get(one.key)?.version ?? 0)) last.set(one.key, one);
  const score = { home: 0, away: 0 };
  for (const { content } of last.values()) {
    if (content?.side === undefined) continue;
    if (content.type === 'goal') score[content.side] += 1;
    const runs = content.delivery?.runs;
    if (runs !== undefined && content.segment?.startsWith('INN')) score[content.side] += runs.batter + runs.extras;
  }
  return score;
}

function toldAll(match: ScriptedMatch, versions: readonly Version[]): { home: number; away: number } {
  const facts = new Map<string, Fact>();
  let book: Book = EMPTY_BOOK;
  for (const { key, version, occurredAt, content } of versions) {
    const base = { id: key, version, occurredAt, source: 'feed' as const };
    const telling: Telling =
      content === undefined ? { ...base, op: 'retract' } : { ...base, op: 'add', provisional: false, content };
    const outcome = decide(match, book, facts.get(key), telling);
    if (isRefusal(outcome)) throw new Error(`${key}: ${outcome.detail}`);
    if ('known' in outcome) continue;
    ({ book } = outcome);
    facts.set(key, outcome.fact);
  }
  const { home, away } = stateOf(match, book).score;
  return { home, away };
}

test.each(['football', 'cricket'] as const)(
  '[MA13] the score of any match of %s is the recount, in any order, told twice and corrected',
  (sport) => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), (seed) => {
        const chance = new Chance(seed);
        const match = simulated({ sport, seed, home: { name: 'A', ...NOBODY }, away: { name: 'B', ...NOBODY } });
        const versions = versionsOf(match, chance);
        const twice = [...versions, ...versions].map((one) => ({ one, place: chance.draw() }));
        const shuffled = twice.toSorted((one, other) => one.place - other.place).map(({ one }) => one);
        expect(toldAll(match, shuffled)).toEqual(recount(versions));
      }),
      { numRuns: 40 },
    );
  },
);
