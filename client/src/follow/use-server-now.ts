import { useEffect, useState } from 'preact/hooks';
import { surroundings } from '../connection/surroundings.js';

/** A clock of whole seconds is never seen to stand still or to leap. */
const LOOK_MS = 500;

/** The server's time as the page is drawn, and drawn again and again; nothing before it is known. */
export function useServerNow(offsetMs: number | undefined, isRunning: boolean): number | undefined {
  const [, draw] = useState(0);
  useEffect(() => {
    if (!isRunning) return undefined;
    const timer = setInterval(() => draw((count) => count + 1), LOOK_MS);
    return () => clearInterval(timer);
  }, [isRunning]);
  // Not of the last look: one that begins to run would show for a moment what was long ago.
  return offsetMs === undefined ? undefined : surroundings.now() + offsetMs;
}
