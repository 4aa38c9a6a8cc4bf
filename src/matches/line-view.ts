import type { Line } from '../wire/match-doors.js';
import type { LineChange } from './match-store.port.js';

/** A line as it is shown: its sound by where it is, once there is any. What was not said is shown to hosts alone. */
export function lineOf({ request, ...line }: LineChange['line'], isHost: boolean): Line | undefined {
  const hasSound = request !== null && (line.state === 'ready' || line.state === 'said');
  const shown = { ...line, audioUrl: hasSound ? `/v1/audio/stream/${request}` : null };
  if (isHost) return shown;
  if (line.state === 'draft') return undefined;
  return { ...shown, text: line.state === 'dropped' ? '' : line.text, refused: [] };
}
