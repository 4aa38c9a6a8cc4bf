import { lufsOf, SILENT, together, type Loudness } from './loudness.js';

const TARGET_LUFS = -16;
// LAME turns everything down by this much at 64 kbit/s.
const ENCODER_LOSS_DB = 0.48;
// What needs more is hiss.
const GAIN_DB_MAX = 40;
// Further than this from −16 LUFS no chunk is left: a request lies no further from it than its chunks.
const APART_DB_MAX = 0.7;
// What was heard longer ago than this much speech fades, so a voice that changes is followed.
const MEMORY_SECONDS = 60;

/** What is known of a voice's level after one more stretch of it. */
export function learn(known: Loudness | undefined, heard: Loudness): Loudness {
  const { power, seconds } = together(known ?? SILENT, heard);
  return { power, seconds: Math.min(MEMORY_SECONDS, seconds) };
}

/** The gain that brings a voice to −16 LUFS. */
export function gainDbFor({ power }: Loudness): number {
  return Math.max(-GAIN_DB_MAX, Math.min(GAIN_DB_MAX, TARGET_LUFS + ENCODER_LOSS_DB - lufsOf(power)));
}

/** The gain held for a request, moved for a chunk that it would leave too far from −16 LUFS. */
export function gainDbNear(heldDb: number, heard: Loudness): number {
  const ownDb = gainDbFor(heard);
  return Math.max(ownDb - APART_DB_MAX, Math.min(ownDb + APART_DB_MAX, heldDb));
}
