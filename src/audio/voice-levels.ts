import { gainDbFor, gainDbNear, learn } from './model/voice-level.js';
import type { Loudness } from './model/loudness.js';
import type { Level } from './sound.port.js';

const VOICES_MAX = 500;

/** What was learned of every voice, and which gain each request holds. The voice longest unheard is forgotten first. */
export class VoiceLevels {
  private readonly known = new Map<string, Loudness>();
  private readonly held = new WeakMap<Level, number>();

  /** The first chunk of a request decides its gain, together with all that was heard of the voice before. */
  gainDb(level: Level, heard: Loudness): number {
    const learned = learn(this.known.get(level.voice), heard);
    this.remember(level.voice, learned);
    const heldDb = this.held.get(level) ?? gainDbFor(learned);
    this.held.set(level, heldDb);
    return gainDbNear(heldDb, heard);
  }

  private remember(voice: string, learned: Loudness): void {
    this.known.delete(voice);
    this.known.set(voice, learned);
    const [oldest] = this.known.keys();
    if (this.known.size > VOICES_MAX && oldest !== undefined) this.known.delete(oldest);
  }
}
