import { useRef } from 'preact/hooks';
import type { MatchDetails } from '../../../src/wire/match-doors.js';
import type { MatchRecord } from '../follow/match-record.js';
import { announcementOf } from './announcing.js';

/** Reads out what nobody may miss. What was there before is not read out to who comes. */
export function Announcer({ match, record }: { readonly match: MatchDetails; readonly record: MatchRecord }) {
  const since = useRef<number | undefined>(undefined);
  if (since.current === undefined && record.state !== undefined) since.current = record.state.seq;
  const said = since.current === undefined ? '' : announcementOf(match, record.events, since.current);
  return (
    <p class="unseen" role="status">
      {said}
    </p>
  );
}
