import { SystemClock } from '../kernel/clock.js';
import { Fault } from '../kernel/fault.js';
import { isRefusal } from '../kernel/outcome.js';
import { parseSettings, SettingsMistakes } from '../settings/parse-settings.js';
import type { Settings } from '../settings/settings.js';
import { Invite, type InviteInput } from '../wire/people.js';
import { askDoor } from './ask-door.js';
import type { Answer } from './door-letter.js';
import { inviteFrom, USAGE } from './invite-arguments.js';
import { SigningSecret } from './signing-secret.js';

const NO_DOOR =
  'It does not answer here: run this command as the same user and in the same container as the server, or stop the server first.';

const invite = inviteFrom(process.argv.slice(2));
if ('mistake' in invite) end(2, `${invite.mistake}\n\n${USAGE}`);
else {
  const answer = await linkFor(invite);
  if ('link' in answer) console.log(answer.link);
  else end(1, answer.refused);
}

/** From the running server if there is one; otherwise from the database itself. */
async function linkFor(asked: InviteInput): Promise<Answer> {
  try {
    const settings = parseSettings({ ...process.env, LOG_LEVEL: process.env['LOG_LEVEL'] || 'silent' });
    const keys = SigningSecret.open(settings, { warn: () => undefined });
    const data = settings.values.LONGWAVE_DATA;
    return (await askDoor(data, asked, { keys, clock: new SystemClock() })) ?? (await ownLinkFor(asked, settings));
  } catch (error) {
    if (error instanceof SettingsMistakes) return { refused: error.message };
    if (!(error instanceof Fault)) throw error;
    return { refused: error.code === 'database.in-use' ? `${error.message} ${NO_DOOR}` : error.message };
  }
}

async function ownLinkFor(asked: InviteInput, settings: Settings): Promise<Answer> {
  // Loaded only where it is needed: asking a running server takes a moment, opening the house some seconds.
  const { createApp } = await import('../app.js');
  const { Invitations } = await import('./invitations.js');
  const { PUBLIC_URL, PORT } = settings.values;
  const app = await createApp(settings);
  try {
    await app.init();
    const origin = PUBLIC_URL ?? `http://localhost:${PORT}`;
    const outcome = await app.get(Invitations).invite('command', Invite.parse(asked), origin);
    return isRefusal(outcome) ? { refused: outcome.detail } : { link: outcome.link };
  } finally {
    await app.close();
  }
}

function end(code: number, sentence: string): void {
  console.error(sentence);
  process.exitCode = code;
}
