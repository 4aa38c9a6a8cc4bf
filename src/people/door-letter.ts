import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { Invite, type InviteInput } from '../wire/people.js';
import type { SigningKeys } from './signing-key.port.js';

const Letter = z.strictObject({ body: z.string(), seal: z.string() });
const Answer = z.union([z.strictObject({ link: z.string() }), z.strictObject({ refused: z.string() })]);
export type Answer = z.infer<typeof Answer>;

/** One line for the door: what is asked, sealed with the installation's secret. */
export function sealed(invite: InviteInput, keys: SigningKeys): string {
  const body = JSON.stringify(invite);
  return `${JSON.stringify({ body, seal: sealOf(body, keys).toString('base64url') })}\n`;
}

/** What was asked, if whoever asks holds the secret. */
export function unsealed(line: string, keys: SigningKeys): Invite | undefined {
  const letter = Letter.safeParse(parsed(line));
  if (!letter.success) return undefined;
  const shown = Buffer.from(letter.data.seal, 'base64url');
  const right = sealOf(letter.data.body, keys);
  if (shown.length !== right.length || !timingSafeEqual(shown, right)) return undefined;
  return Invite.safeParse(parsed(letter.data.body)).data;
}

export function answerIn(line: string): Answer | undefined {
  return Answer.safeParse(parsed(line)).data;
}

function sealOf(body: string, keys: SigningKeys): Buffer {
  return createHmac('sha256', keys.key('door')).update(body).digest();
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
