import { useEffect, useState } from 'preact/hooks';
import type { ListeningView } from '../player/listening-view.js';
import type { Listens } from './listens.js';

/** Words are highlighted one after another: a reader sees no step that is shorter. */
const LOOK_MS = 60;

/** The view as it is now: drawn again when something has changed, and often enough for words while something sounds. */
export function useListening(listening: Listens): ListeningView {
  const [view, setView] = useState(() => listening.view());
  useEffect(() => {
    const look = (): void => setView(listening.view());
    look();
    return listening.subscribe(look);
  }, [listening]);
  const isMoving = view.playing === 'speech' || view.playing === 'breath';
  useEffect(() => {
    if (!isMoving) return undefined;
    const timer = setInterval(() => setView(listening.view()), LOOK_MS);
    return () => clearInterval(timer);
  }, [listening, isMoving]);
  return view;
}
