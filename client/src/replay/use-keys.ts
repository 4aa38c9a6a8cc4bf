import { useEffect, useRef } from 'preact/hooks';

/** What all keys are for that are pressed in it, and what is pressed with two of them. */
const TYPED = 'input, textarea, select, [role="slider"]';
const PRESSED = 'button, a, summary';
const PRESSING = new Set([' ', 'Enter']);

/** Keys that work wherever one is on the page, but not while something is typed or pressed. */
export function useKeys(keys: Readonly<Record<string, () => void>>): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || isIn(event.target, TYPED)) return;
      if (PRESSING.has(event.key) && isIn(event.target, PRESSED)) return;
      const act = latest.current[event.key.toLowerCase()];
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, []);
}

function isIn(target: EventTarget | null, selector: string): boolean {
  return target instanceof Element && target.closest(selector) !== null;
}
