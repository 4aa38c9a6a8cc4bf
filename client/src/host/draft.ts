import { z } from 'zod';
import { MODES, type Say, STYLES } from '../../../src/wire/host.js';
import { TEXT_MAX } from '../../../src/wire/limits.js';
import { URGENCIES } from '../../../src/wire/radio.js';

/** What a flash is worth when nobody says otherwise: after so long everybody knows. */
export const FLASH_STALE_MS = 30_000;
/** Lives of a line to choose from. */
export const SHELF_LIVES_MS = [15_000, 30_000, 60_000, 300_000, 900_000, 3_600_000] as const;

/** What is being written. */
export const Draft = z.object({
  text: z.string(),
  /** Whether it is said as it stands, or is a note of which the line is written. */
  mode: z.enum(MODES).default('say'),
  urgency: z.enum(URGENCIES),
  style: z.enum(STYLES),
  language: z.string().optional(),
  voice: z.string().optional(),
  /** Nothing: as usual for its urgency. */
  staleAfterMs: z.number().optional(),
});
export type Draft = z.infer<typeof Draft>;

export const EMPTY_DRAFT: Draft = { text: '', mode: 'say', urgency: 'normal', style: 'calm' };

/** What it becomes when it is sent; nothing where there is nothing to say, or too much. */
export function sayOf(draft: Draft, urgency = draft.urgency): Say | undefined {
  const text = draft.text.trim();
  if (text === '' || text.length > TEXT_MAX) return undefined;
  const { mode, style, language, voice } = draft;
  const staleAfterMs = draft.staleAfterMs ?? (urgency === 'flash' ? FLASH_STALE_MS : undefined);
  return {
    text,
    mode,
    urgency,
    style,
    front: false,
    spokenForMs: 0,
    ...(language === undefined ? {} : { language }),
    ...(voice === undefined ? {} : { voice }),
    ...(staleAfterMs === undefined ? {} : { staleAfterMs }),
  };
}

/** The next line: the words go, how they are said stays. Flash is said each time anew. */
export function afterSending(draft: Draft): Draft {
  return { ...draft, text: '', urgency: draft.urgency === 'flash' ? 'normal' : draft.urgency };
}

/** A line that came back, to be worded anew. */
export function draftOf({ text = '', mode, urgency, style, language, voice, staleAfterMs }: Say): Draft {
  return {
    text,
    mode,
    urgency,
    style,
    ...(language === undefined ? {} : { language }),
    ...(voice === undefined ? {} : { voice }),
    ...(staleAfterMs === undefined ? {} : { staleAfterMs }),
  };
}

export function charactersLeft({ text }: Draft): number {
  return TEXT_MAX - text.trim().length;
}
