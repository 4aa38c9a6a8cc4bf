import type { Phrase } from './patterns.js';
import { tokensOf, type Token } from './tokens.js';

/** So many words in a row that stand in a note are taken from it. */
const RUN_MIN = 3;

/** The places of a line that say what a host’s note says, in its words. */
export function quotedIn(tokens: readonly Token[], note: string | null): ReadonlySet<number> {
  const quoted = new Set<number>();
  if (note === null) return quoted;
  const noted = keysOf(tokensOf(note));
  const runs = new Set(noted.slice(0, Math.max(0, noted.length - RUN_MIN + 1)).map((_, at) => runAt(noted, at)));
  const own = keysOf(tokens);
  for (let at = 0; at + RUN_MIN <= own.length; at += 1) {
    if (runs.has(runAt(own, at))) for (let ahead = 0; ahead < RUN_MIN; ahead += 1) quoted.add(at + ahead);
  }
  return quoted;
}

function keysOf(tokens: readonly Token[]): string[] {
  return tokens.map(({ key }) => key);
}

function runAt(keys: readonly string[], at: number): string {
  return keys.slice(at, at + RUN_MIN).join(' ');
}

export function isQuoted(quoted: ReadonlySet<number>, { from, to }: Pick<Phrase, 'from' | 'to'>): boolean {
  return quoted.has(from) && quoted.has(to);
}
