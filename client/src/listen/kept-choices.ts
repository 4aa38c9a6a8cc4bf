import { z } from 'zod';
import { TUNED_MS_MAX } from './delay.js';

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
  try {
    const read = Choices.safeParse(JSON.parse(localStorage.getItem(nameOf(channel)) ?? 'null'));
    return read.success ? read.data : NONE;
  } catch (error) {
    // A browser may keep nothing, or something that another wrote.
    if (error instanceof DOMException || error instanceof SyntaxError) return NONE;
    throw error;
  }
}

export function keepChoices(channel: string, choices: Choices): void {
  try {
    localStorage.setItem(nameOf(channel), JSON.stringify(choices));
  } catch (error) {
    // Then they hold until the page is closed.
    if (!(error instanceof DOMException)) throw error;
  }
}
