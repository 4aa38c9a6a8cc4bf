import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Outcome } from './commanding.js';
import type { Desk } from './desk.js';
import { HOST, sentenceOf } from '../words/host.js';

/** Shows the desk again whenever it has changed; many changes at once make one picture. */
export function useDesk(desk: Desk): void {
  const [, setCount] = useState(0);
  useEffect(() => {
    let frame: number | undefined;
    const stop = desk.watch(() => {
      frame ??= requestAnimationFrame(() => {
        frame = undefined;
        setCount((count) => count + 1);
      });
    });
    return () => {
      stop();
      if (frame !== undefined) cancelAnimationFrame(frame);
    };
  }, [desk]);
}

/** Shows something again every so often. */
export function useEvery(ms: number): void {
  const [, setCount] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setCount((count) => count + 1), ms);
    return () => clearInterval(timer);
  }, [ms]);
}

/** A sentence for everybody, seen and read aloud. The same twice is said twice. */
export type Tell = (sentence: string, isBad?: boolean) => void;

export interface Told {
  readonly sentence: string;
  readonly isBad: boolean;
  readonly count: number;
}

const TOLD_MS = 7_000;

export function useTelling(): readonly [Told | undefined, Tell] {
  const [told, setTold] = useState<Told>();
  const count = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const tell = useCallback((sentence: string, isBad = false) => {
    count.current += 1;
    clearTimeout(timer.current);
    setTold({ sentence, isBad, count: count.current });
    timer.current = setTimeout(() => setTold(undefined), TOLD_MS);
  }, []);
  useEffect(() => () => clearTimeout(timer.current), []);
  return [told, tell];
}

/** Tells what became of a command; whether it was done. */
export function toldOutcome(outcome: Outcome, tell: Tell, done?: string): boolean {
  if ('done' in outcome) {
    if (done !== undefined) tell(done);
    return true;
  }
  tell('refused' in outcome ? sentenceOf(outcome.refused) : HOST.lost[outcome.lost], true);
  return false;
}
