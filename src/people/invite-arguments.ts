import { parseArgs } from 'node:util';
import { Invite, type InviteInput } from '../wire/people.js';
import { isMeaningful } from './model/may-invite.js';

export const USAGE = `npm run invite -- --role admin
npm run invite -- --role host --channel NAME [--channel NAME …]
npm run invite -- --role listener [--channel NAME …]

  --uses N   how many people may take it up (1)
  --hours N  how long it can be taken up (168)`;

/** What the operator asks for, or what is wrong with it. */
export function inviteFrom(words: readonly string[]): InviteInput | { readonly mistake: string } {
  const values = valuesIn(words);
  if ('mistake' in values) return values;
  const { role, channel: channels = [], uses = '1', hours = '168' } = values;
  const invite = Invite.safeParse({ role, channels, uses: Number(uses), hours: Number(hours) });
  if (!invite.success) {
    const [issue] = invite.error.issues;
    return { mistake: `--${OPTION[String(issue?.path[0])] ?? 'role'} is not right: ${issue?.message}.` };
  }
  if (!isMeaningful(invite.data)) return { mistake: 'A host needs --channel, an admin must not have one.' };
  return invite.data;
}

const OPTION: Readonly<Record<string, string>> = { channels: 'channel', uses: 'uses', hours: 'hours' };

function valuesIn(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      options: {
        role: { type: 'string' },
        channel: { type: 'string', multiple: true },
        uses: { type: 'string' },
        hours: { type: 'string' },
      },
    }).values;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return { mistake: error.message };
  }
}
