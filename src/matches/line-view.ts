import type { Line } from '../wire/match-doors.js';
import type { LineChange } from './match-store.port.js';

/** A line as it is shown: its sound by where it is, once there is any. */
export function lineOf({ request, ...line }: LineChange['line']): Line {
  const hasSound = request !== null && (line.state === 'ready' || line.state === 'said');
  return { ...line, audioUrl: hasSound ? `/v1/audio/stream/${request}` : null };
}
