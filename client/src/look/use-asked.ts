import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { ZodType } from 'zod';
import { askAsMe } from '../people/asking-as.js';
import { reasonOf } from '../people/failed.js';

export interface AskedFor<T> {
  /** The last answer there was. */
  readonly value: T | undefined;
  /** Why there is no newer one. */
  readonly failure: string | undefined;
  readonly again: () => Promise<void>;
}

/** What the server answers as whoever is signed in here, asked now and every `everyMs` while somebody looks. */
export function useAsked<T>(path: string, answer: ZodType<T>, everyMs?: number): AskedFor<T> {
  const [value, setValue] = useState<T>();
  const [failure, setFailure] = useState<string>();
  // What was asked before may be answered after what was asked later.
  const turn = useRef(0);
  const again = useCallback(async () => {
    turn.current += 1;
    const own = turn.current;
    const given = await askAsMe(path, answer);
    if (own !== turn.current) return;
    if ('ok' in given) setValue(given.ok);
    setFailure(reasonOf(given));
  }, [path, answer]);
  useEffect(() => {
    void again();
    if (everyMs === undefined) return undefined;
    const timer = setInterval(() => document.hidden || void again(), everyMs);
    return () => clearInterval(timer);
  }, [again, everyMs]);
  return { value, failure, again };
}
