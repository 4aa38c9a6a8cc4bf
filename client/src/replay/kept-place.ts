import { z } from 'zod';
import { keepValue, keptValue } from '../keeping/kept-value.js';

export const SPEEDS = [0.75, 1, 1.25, 1.5, 2] as const;

const Kept = z.object({
  /** The moment of server time that was heard last: it is the same with pauses and without. */
  heardAt: z.number().nullable().catch(null),
  speed: z.union(SPEEDS.map((speed) => z.literal(speed))).catch(1),
  isAsItHappened: z.boolean().catch(false),
  isDeadAirKept: z.boolean().catch(false),
});
export type Kept = z.infer<typeof Kept>;
export type Speed = Kept['speed'];

const NONE: Kept = { heardAt: null, speed: 1, isAsItHappened: false, isDeadAirKept: false };

const nameOf = (channel: string): string => `longwave.replay.${channel}`;

/** Where this listener was in the replay of this channel the last time, on this device, and how it was heard. */
export function keptPlace(channel: string): Kept {
  return keptValue(nameOf(channel), Kept) ?? NONE;
}

/** Where there is no room, it holds until the page is closed. */
export function keepPlace(channel: string, kept: Kept): void {
  keepValue(nameOf(channel), kept);
}
