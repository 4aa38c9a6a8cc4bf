import { useEffect, useRef } from 'preact/hooks';
import { keepPlace, type Kept } from './kept-place.js';

const KEEP_MS = 5_000;

/** Keeps where it is now and then, and when the page is left. */
export function useKept(channel: string, choices: Kept, moment: number): void {
  const latest = useRef({ choices, moment });
  latest.current = { choices, moment };
  useEffect(() => {
    const keep = (): void => {
      const { choices: chosen, moment: at } = latest.current;
      // Who has heard it to its end begins anew the next time.
      keepPlace(channel, { ...chosen, heardAt: Number.isFinite(at) ? at : null });
    };
    const timer = setInterval(keep, KEEP_MS);
    window.addEventListener('pagehide', keep);
    return () => {
      clearInterval(timer);
      window.removeEventListener('pagehide', keep);
      keep();
    };
  }, [channel]);
}
