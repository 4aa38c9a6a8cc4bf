import { z } from 'zod';
import { Edit } from './host.js';
import { MatchId } from './match-doors.js';

/** By itself; when a host has said yes; not at all. */
export const COMMENTARY_MODES = ['auto', 'approve', 'off'] as const;
export type CommentaryMode = (typeof COMMENTARY_MODES)[number];

const mode = z.enum(COMMENTARY_MODES);
const colourVoice = Edit.shape.voice
  .unwrap()
  .nullable()
  .describe('Who speaks in quiet moments. Nothing: the voice of the channel.');

/** How a channel’s commentary works. */
export const Control = z.object({ match: MatchId, mode, colourVoice });
export type Control = z.infer<typeof Control>;

export const SetControl = z
  .strictObject({ mode: mode.optional(), colourVoice: colourVoice.optional() })
  .refine((set) => set.mode !== undefined || set.colourVoice !== undefined, 'nothing is to be set');
export type SetControl = z.infer<typeof SetControl>;

export const AirDraft = z.strictObject({ text: Edit.shape.text.optional().describe('Other words than the draft’s.') });
export type AirDraft = z.infer<typeof AirDraft>;
