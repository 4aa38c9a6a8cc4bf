import { isRefusal } from '../kernel/outcome.js';
import { SystemClock } from '../kernel/clock.js';
import { Fault } from '../kernel/fault.js';
import { parseSettings } from '../settings/parse-settings.js';
import type { Settings } from '../settings/settings.js';
import { Invite, type InviteInput } from '../wire/people.js';
import { askDoor } from './ask-door.js';
import { doorAddress } from './door-address.js';
import type { Answer } from './door-letter.js';
import { inviteFrom, USAGE } from './invite-arguments.js';
import { SigningSecret } from './signing-secret.js';

const invite = inviteFrom(process.argv.slice(2));
if ('mistake' in invite) {
  console.error(`${invite.mistake}\n\n${USAGE}`);
  process.exitCode = 2;
} else {
  const answer = await linkFor(
    invite,
    parseSettings({ ...process.env, LOG_LEVEL: process.env['LOG_LEVEL'] || 'error' }),
  );
  if ('link' in answer) console.log(answer.link);
  else console.error(answer.refused);
  process.exitCode = 'link' in answer ? 0 : 1;
}

/** From the running server if there is one; otherwise from the database itself. */
async function linkFor(asked: InviteInput, settings: Settings): Promise<Answer> {
  const asker = { keys: SigningSecret.open(settings, { warn: () => undefined }), clock: new SystemClock() };
  return (
    (await askDoor(doorAddress(settings.values.LONGWAVE_DATA), asked, asker)) ?? (await ownLinkFor(asked, settings))
  );
}

async function ownLinkFor(asked: InviteInput, settings: Settings): Promise<Answer> {
  const { createApp } = await import('../app.js');
  const { Invitations } = await import('./invitations.js');
  const { PUBLIC_URL, PORT } = settings.values;
  try {
    const app = await createApp(settings);
    await app.init();
    const outcome = await app
      .get(Invitations)
      .invite('command', Invite.parse(asked), PUBLIC_URL ?? `http://localhost:${PORT}`);
    await app.close();
    return isRefusal(outcome) ? { refused: outcome.detail } : { link: outcome.link };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { refused: error.code === 'database.in-use' ? `${error.message} ${IN_USE}` : error.message };
  }
}

const IN_USE =
  'It does not answer here: run this command as the same user and in the same container as the server, or stop the server first.';
