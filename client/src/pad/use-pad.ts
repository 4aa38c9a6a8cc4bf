import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { MatchDetails } from '../../../src/wire/match-doors.js';
import { Recorded, type EventContent, type MatchEvent } from '../../../src/wire/matches.js';
import { surroundings } from '../connection/surroundings.js';
import { stateBy } from '../follow/seen-at.js';
import type { ServerOffset } from '../follow/server-now.js';
import { useMatchRecord } from '../follow/use-match-record.js';
import { askAsMe } from '../people/asking-as.js';
import { freshKey } from '../people/fresh-key.js';
import { onOtherPerson } from '../people/session.js';
import { onWake } from '../player/waking.js';
import { factIdOf } from './fact-id.js';
import { Sending } from './sending.js';
import { factsOf, placed, withWaiting } from './shown.js';
import type { Tellings } from './telling.js';
import { tellingStore } from './telling-store.js';

export interface FoundMatch {
  readonly match: MatchDetails;
  readonly offset: ServerOffset;
}

/** A match in the hands of who tells it: as it is known, with what waits on this device. */
export interface Pad {
  readonly match: MatchDetails;
  readonly offsetMs: number;
  readonly events: readonly MatchEvent[];
  readonly facts: readonly MatchEvent[];
  readonly tellings: Tellings;
  readonly isLost: boolean;
  readonly isSignedOut: boolean;
  readonly isUnkept: boolean;
  /** The facts they are, in their order; nothing where there was no room. */
  readonly tell: (contents: readonly EventContent[]) => readonly string[];
  readonly revise: (fact: string, content: EventContent) => void;
  readonly retract: (fact: string) => void;
  readonly again: (key: string) => void;
  readonly drop: (key: string) => void;
}

export function usePad({ match: found, offset }: FoundMatch): Pad {
  const { id } = found;
  const { record, isOpen, isLost } = useMatchRecord(id);
  const sending = useSending(id, isOpen);
  const skewMs = useMemo(() => surroundings.now() + offset.ms - Date.now(), [offset.ms]);
  const { all: tellings, unfollowed } = sending;
  const lastSeq = record.events.at(-1)?.seq ?? 0;
  useEffect(() => sending.followed(lastSeq), [sending, lastSeq]);
  const events = useMemo(() => withWaiting(record.events, unfollowed, skewMs), [record.events, unfollowed, skewMs]);
  const state = useMemo(() => {
    if (record.state === undefined) return found.state;
    return events.length === record.events.length ? record.state : stateBy(found, events);
  }, [found, record, events]);
  const match = useMemo(() => ({ ...found, state }), [found, state]);
  const facts = useMemo(() => factsOf(events), [events]);
  const tell = (contents: readonly EventContent[]): readonly string[] => {
    const now = surroundings.now() + offset.ms;
    return contents.flatMap((given) => {
      const { content, agoMs } = placed(given, { fixture: match, events, now });
      return sending.tell(content, Date.now() - agoMs) ?? [];
    });
  };
  return {
    match,
    offsetMs: offset.ms,
    events,
    facts,
    tellings,
    isLost,
    isSignedOut: sending.isSignedOut,
    isUnkept: sending.isUnkept,
    tell,
    revise: (fact, content) => sending.revise(fact, content),
    retract: (fact) => sending.retract(fact),
    again: (key) => sending.again(key),
    drop: (key) => sending.drop(key),
  };
}

function useSending(match: string, isOpen: boolean): Sending {
  const [, setCount] = useState(0);
  const draw = useRef(() => setCount((count) => count + 1));
  const sending = useMemo(() => sendingOf(match, () => draw.current()), [match]);
  useEffect(() => {
    const stored = ({ key, newValue }: StorageEvent): void => sending.heard(key, newValue);
    const wake = (): void => sending.wake();
    window.addEventListener('storage', stored);
    const endings = [onWake(wake), onOtherPerson(wake), () => sending.stop()];
    return () => {
      window.removeEventListener('storage', stored);
      for (const end of endings) end();
    };
  }, [sending]);
  // What happens arrives: what waits will too.
  useEffect(() => {
    if (isOpen) sending.wake();
  }, [sending, isOpen]);
  return sending;
}

function sendingOf(match: string, onChange: () => void): Sending {
  return new Sending({
    match,
    store: tellingStore(localStorage, match),
    wallNow: () => Date.now(),
    after: surroundings.after,
    random: surroundings.random,
    newKey: freshKey,
    factOf: (key) => factIdOf(match, key),
    isOnline: () => navigator.onLine,
    send: ({ path, key, body }) => askAsMe(path, Recorded, { method: 'POST', body, key }),
    onChange,
  });
}
