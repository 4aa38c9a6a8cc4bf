import type { ListeningView } from '../player/listening-view.js';

/** What a page may ask of the player. */
export interface Listens {
  view(): ListeningView;
  /** Told whenever the view has changed, until the returned function is called. */
  subscribe(changed: () => void): () => void;
  /** Inside a tap: browsers let nobody begin to sound by themselves. */
  start(): Promise<void>;
  stop(): void;
  setVolume(volume: number): void;
  setMuted(isMuted: boolean): void;
  setBed(hasBed: boolean): void;
  /** Inside a tap, too. */
  setStreamed(isStreamed: boolean): void;
  setDelay(ms: number): void;
}
