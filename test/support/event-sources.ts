import { assert } from '../../src/kernel/assert.js';
import type { ScriptedMatch, ScriptLine } from '../../src/matches/model/script.js';
import { misbehaved } from '../../src/matches/model/simulator/misbehaviour/misbehaved.js';
import { simulated } from '../../src/matches/model/simulator/simulated.js';
import type { MatchDetails, Script } from '../../src/wire/match-doors.js';
import type { MatchEvent } from '../../src/wire/matches.js';
import type { MatchApp } from './match-app.js';
import { until } from './until.js';

/** Somebody who tells a whole match, and tells it again when asked again. */
export interface EventSource {
  readonly source: MatchEvent['source'];
  /** What they tell, line by line. */
  readonly lines: readonly ScriptLine[];
  readonly begin: (app: MatchApp) => Promise<string>;
  readonly tell: (app: MatchApp, match: string) => Promise<void>;
}

const SEED = 11;
const SIDES = { home: { name: 'Alders', players: [] }, away: { name: 'Birches', players: [] } };
/** Two hours are over in some seconds. */
const FACTOR = 1_000;

type Misbehaviour = NonNullable<Extract<Script, { kind: 'simulator' }>['misbehaviour']>;

function played(kinds: Misbehaviour): ScriptedMatch {
  return misbehaved(simulated({ sport: 'football', seed: SEED, ...SIDES }), { kinds, seed: SEED });
}

/** A host’s own hands, over HTTP. Who tells all of it again lost every answer: the keys are the same. */
export function host(): EventSource {
  const { lines } = played(['disallowed_goals', 'late_names']);
  return {
    source: 'host',
    lines,
    begin: async (app) => (await app.match({ startsAt: new Date(0).toISOString() })).id,
    tell: async (app, match) => {
      const facts = new Map<string, string>();
      for (const [nth, line] of lines.entries()) {
        const fact = facts.get(line.key);
        const answer = await (line.op === 'add' || fact === undefined
          ? app.event(match, eventOf(line), `line-${String(nth).padStart(8, '0')}`)
          : app.correct(match, fact, correctionOf(line), `line-${String(nth).padStart(8, '0')}`));
        assert(answer.status === 200, `${line.op} ${line.key}: ${JSON.stringify(answer.body)}`);
        facts.set(line.key, answer.body.fact);
      }
    },
  };
}

export function file(): EventSource {
  const match = played(['disallowed_goals', 'late_names']);
  return {
    source: 'file',
    lines: match.lines,
    begin: async (app) => {
      const token = await app.radio.house.accessToken('admin');
      const headers = { 'Content-Type': 'application/octet-stream', Authorization: `Bearer ${token}` };
      const answer = await fetch(`${app.radio.origin}/v1/match-files`, {
        method: 'POST',
        headers,
        body: fileOf(match),
      });
      const text = await answer.text();
      assert(answer.status === 201, text);
      return (JSON.parse(text) as MatchDetails).id;
    },
    tell: play,
  };
}

export function simulator(): EventSource {
  const misbehaviour: Misbehaviour = ['disallowed_goals', 'late_names', 'duplicates'];
  return {
    source: 'simulator',
    lines: played(misbehaviour).lines,
    begin: async (app) => (await app.match({ script: { kind: 'simulator', seed: SEED, misbehaviour } })).id,
    tell: play,
  };
}

async function play(app: MatchApp, match: string): Promise<void> {
  const started = await app.call<MatchDetails>(`/${match}/start?factor=${FACTOR}`, {});
  assert(started.status === 200, JSON.stringify(started.body));
  const isOver = async (): Promise<boolean> => !(await app.read<MatchDetails>(`/${match}`)).body.isPlaying;
  await until('all of it was told', isOver, 60_000);
}

function eventOf(line: ScriptLine): object {
  assert('content' in line, 'what happened has content');
  return { ...line.content, key: line.key, version: line.version, provisional: line.provisional };
}

function correctionOf(line: ScriptLine): object {
  if (!('content' in line)) return { op: line.op };
  return { op: 'revise', provisional: line.provisional, content: line.content };
}

function fileOf({ sport, home, away, lines }: ScriptedMatch): string {
  const header = { longwave: 'match', version: 1, sport, home, away, lines: lines.length };
  const rows = lines.map(({ afterMs, key, op, ...line }) => {
    const what = 'content' in line ? { ...line.content, provisional: line.provisional } : {};
    return { at: afterMs / 1_000, key, op, ...what };
  });
  return [header, ...rows].map((row) => JSON.stringify(row)).join('\n');
}
