import { z } from 'zod';
import { TUNED_MS_MAX } from '../player/delay.js';
import { keepValue, keptValue } from './kept-value.js';

const Choices = z.object({
  delayMs: z.number().min(0).max(TUNED_MS_MAX).catch(0),
  volume: z.number().min(0).max(1).catch(1),
  hasBed: z.boolean().catch(true),
  isStreamed: z.boolean().catch(false),
});
export type Choices = z.infer<typeof Choices>;

const NONE: Choices = { delayMs: 0, volume: 1, hasBed: true, isStreamed: false };

const nameOf = (channel: string): string => `longwave.listen.${channel}`;

/** What this listener chose for this channel the last time, on this device. */
export function keptChoices(channel: string): Choices {
  return keptValue(nameOf(channel), Choices) ?? NONE;
}

/** Where there is no room, they hold until the page is closed. */
export function keepChoices(channel: string, choices: Choices): void {
  keepValue(nameOf(channel), Choices.parse(choices));
}

/** How late this device hears what is said on these channels: as the one that was tuned latest. */
export function delayOf(channels: readonly string[]): number {
  return Math.max(0, ...channels.map((channel) => keptChoices(channel).delayMs));
}
