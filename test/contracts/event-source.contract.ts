import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { EventPage, MatchDetails } from '../../src/wire/match-doors.js';
import type { EventContent, MatchEvent } from '../../src/wire/matches.js';
import type { EventSource } from '../support/event-sources.js';
import { MatchApp } from '../support/match-app.js';
import type { ScriptLine } from '../../src/matches/model/script.js';

/** What a match can rely on, whoever tells it. */
export function eventSourceContract(name: string, { source, lines, begin, tell }: EventSource): void {
  describe(`who tells a match: ${name}`, () => {
    let app: MatchApp;
    let match: string;
    let events: readonly MatchEvent[];
    beforeAll(async () => {
      app = await MatchApp.open();
      match = await begin(app);
      await tell(app, match);
      events = await recordOf(app, match);
    }, 120_000);
    afterAll(() => app.close());

    test('[MA22] all that was told is in the record under numbers without a hole, and says who told it', () => {
      expect(events.map(({ seq }) => seq)).toEqual(events.map((_, nth) => nth + 1));
      expect(new Set(events.map((event) => event.source))).toEqual(new Set([source]));
      expect(sorted(knownIn(events))).toEqual(sorted(standing(lines)));
    });

    test('[MA22] what was taken back or mended stands beside what it corrects', () => {
      const takenBack = new Set(lines.filter(({ op }) => op === 'retract').map(({ key }) => key));
      expect(events.filter(({ op }) => op === 'retract').length).toBe(takenBack.size);
      expect(takenBack.size).toBeGreaterThan(0);
      const corrections = events.filter(({ revision }) => revision > 0);
      expect(corrections.some(({ op }) => op === 'revise')).toBe(true);
      for (const { corrects, fact } of corrections) expect(events[(corrects ?? 0) - 1]?.fact).toBe(fact);
    });

    test('[MA22] the score is what the goals that stand add up to', async () => {
      const { state } = (await app.read<MatchDetails>(`/${match}`)).body;
      const goals = standing(lines).filter(({ type }) => type === 'goal');
      const of = (side: string): number => goals.filter((goal) => goal.side === side).length;
      expect(state.score).toMatchObject({ home: of('home'), away: of('away') });
      expect(state.lifecycle).toBe('finished');
    });

    test('[MA22] told a second time, nothing is new', async () => {
      await tell(app, match);
      expect(await recordOf(app, match)).toEqual(events);
    }, 120_000);
  });
}

async function recordOf(app: MatchApp, match: string): Promise<readonly MatchEvent[]> {
  const { events, next } = (await app.read<EventPage>(`/${match}/events?limit=500`)).body;
  expect(next).toBeNull();
  return events;
}

/** What stands in the end: of each fact the newest version, however late an older one is told again. */
function standing(lines: readonly ScriptLine[]): readonly EventContent[] {
  const newest = new Map<string, ScriptLine>();
  for (const line of lines) {
    const isOlder = line.version < (newest.get(line.key)?.version ?? 0);
    if (line.op !== 'confirm' && !isOlder) newest.set(line.key, line);
  }
  return [...newest.values()].flatMap((line) => ('content' in line ? [line.content] : []));
}

/** What stands in the record: the last that was said of each fact. */
function knownIn(events: readonly MatchEvent[]): readonly EventContent[] {
  const last = new Map(events.map((event) => [event.fact, event]));
  return [...last.values()].filter(({ status }) => status !== 'retracted').map(({ content }) => content);
}

function sorted(contents: readonly EventContent[]): readonly string[] {
  return contents.map((content) => JSON.stringify(content, inOrder)).toSorted();
}

// Databases keep the fields of an object in an order of their own.
function inOrder(_name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
