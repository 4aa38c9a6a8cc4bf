import type { ListeningView } from '../player/listening-view.js';
import { LISTEN } from '../words/listen.js';

/** The one sentence that says how it stands. What keeps a listener from hearing comes first. */
export function soundState({ sound, line, playing, following }: ListeningView): string {
  if (sound === 'interrupted') return LISTEN.interrupted;
  if (line === 'away') return LISTEN.away;
  if (line === 'reconnecting') return LISTEN.reconnecting;
  if (line === 'connecting') return LISTEN.connecting;
  if (following.phase === 'closed') return LISTEN.closed;
  if (playing === 'buffering') return LISTEN.buffering;
  if (playing === 'speech') return following.phase === 'closing' ? LISTEN.closing : LISTEN.onAirLong;
  if (following.phase === 'paused') return LISTEN.paused;
  return playing === 'breath' ? LISTEN.between : LISTEN.quiet;
}

/** How far out of step it may be and still be called in step. */
const IN_STEP_MS = 30;

/** How well in step it is, in words. */
export function stepState({ sound, truth: { withinMs }, isStreamed, behindMs }: ListeningView): string {
  if (isStreamed && sound !== 'on') return LISTEN.streamOff;
  if (isStreamed)
    return behindMs === undefined ? LISTEN.stepUnknown : LISTEN.about(Math.max(1, Math.round(behindMs / 1_000)));
  if (sound === 'off') return LISTEN.stepOff;
  if (withinMs === undefined) return LISTEN.stepUnknown;
  return withinMs <= IN_STEP_MS ? LISTEN.inStep(roundedUp(withinMs)) : LISTEN.behind(roundedUp(withinMs));
}

// Never better than it is.
function roundedUp(ms: number): string {
  return ms < 10 ? (Math.ceil(ms * 10) / 10).toFixed(1) : String(Math.ceil(ms));
}
