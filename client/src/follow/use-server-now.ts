import { useEffect, useState } from 'preact/hooks';
import { surroundings } from '../connection/surroundings.js';

/** A clock of whole seconds is never seen to stand still or to leap. */
const LOOK_MS = 500;

/** The server's time, again and again; nothing before it is known. */
export function useServerNow(offsetMs: number | undefined, isRunning: boolean): number | undefined {
  const [local, setLocal] = useState(surroundings.now);
  useEffect(() => {
    setLocal(surroundings.now());
    if (!isRunning) return undefined;
    const timer = setInterval(() => setLocal(surroundings.now()), LOOK_MS);
    return () => clearInterval(timer);
  }, [offsetMs, isRunning]);
  return offsetMs === undefined ? undefined : local + offsetMs;
}
