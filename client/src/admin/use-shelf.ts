import { useState } from 'preact/hooks';
import { MatchPage, type MATCH_STATUSES } from '../../../src/wire/match-doors.js';
import { type AskedFor, useAsked } from '../look/use-asked.js';

const AGAIN_MS = 10_000;
const LIMIT = 10;

/** One page of the matches of a kind, and the way to the others. */
export interface Shelf extends AskedFor<MatchPage> {
  readonly status: (typeof MATCH_STATUSES)[number];
  /** From 1. */
  readonly page: number;
  readonly hasNext: boolean;
  readonly turn: (by: -1 | 1) => void;
}

export function useShelf(status: Shelf['status']): Shelf {
  const [cursors, setCursors] = useState<readonly string[]>([]);
  const cursor = cursors.at(-1);
  const from = cursor === undefined ? '' : `&cursor=${cursor}`;
  const asked = useAsked(`/v1/matches?status=${status}&limit=${LIMIT}${from}`, MatchPage, AGAIN_MS);
  const next = asked.value?.next ?? null;
  // Before its answer is there, the page that is asked for would be the next one again.
  const hasNext = next !== null && next !== cursor;
  const turn = (by: -1 | 1): void => {
    if (by === -1) setCursors(cursors.slice(0, -1));
    else if (hasNext) setCursors([...cursors, next]);
  };
  return { ...asked, status, page: cursors.length + 1, hasNext, turn };
}
