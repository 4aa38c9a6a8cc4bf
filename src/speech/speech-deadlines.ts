import type { Clock } from '../kernel/clock.js';
import { StreamDeadlines } from '../kernel/stream-deadlines.js';
import { SpeechFault } from './speech-fault.js';
import type { SpeechPart } from './speech.port.js';

const LIMITS = { firstMs: 8_000, betweenMs: 5_000, callMs: 180_000 };
// About 40 ms of samples: a few bytes now and then are no progress.
const PROGRESS_BYTES = 2_048;

/** R6: the first sound within 8 s, more of it every 5 s, all within 180 s. */
export function speechDeadlines(clock: Clock, parent: AbortSignal): StreamDeadlines<SpeechPart> {
  let bytes = 0;
  const isProgress = (part: SpeechPart): boolean => {
    bytes += part.kind === 'sound' ? part.bytes.length : 0;
    if (bytes < PROGRESS_BYTES) return false;
    bytes = 0;
    return true;
  };
  return new StreamDeadlines({ clock, parent, limits: LIMITS, isProgress, tooLate });
}

function tooLate(): SpeechFault {
  return new SpeechFault('speech.timeout', { retryable: true });
}
