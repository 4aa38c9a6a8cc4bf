import { ChannelPage } from '../../../src/wire/host.js';
import { Tokens, type Me } from '../../../src/wire/people.js';
import { askAsMe } from '../people/asking-as.js';
import { post } from '../people/asking-http.js';
import { canKeep, keep } from '../people/session.js';
import { INVITE } from '../words/invite.js';

const title = element('#title', HTMLElement);
const about = element('#about', HTMLElement);
const accept = element('#accept', HTMLButtonElement);
const onward = element('#onward', HTMLAnchorElement);

const invitation = location.hash.slice(1);

function element<T extends Element>(selector: string, kind: new () => T): T {
  const found = document.querySelector(selector);
  if (!(found instanceof kind)) throw new Error(`The page has no ${selector}.`);
  return found;
}

function show(heading: string, sentence: string, canAccept: boolean): void {
  title.textContent = heading;
  about.textContent = sentence;
  accept.hidden = !canAccept;
  accept.disabled = false;
}

async function welcome({ role, channels = [] }: Me): Promise<void> {
  const may = INVITE.mayDo[role];
  show(INVITE.signedIn, `${typeof may === 'string' ? may : may(channels)} ${INVITE.staysSignedIn}`, false);
  const [place, text] = onwardOf(role, role === 'admin' ? await openChannels() : channels);
  onward.href = place;
  onward.textContent = text;
  onward.hidden = false;
  onward.focus();
}

function onwardOf(role: Me['role'], channels: readonly string[]): readonly [string, string] {
  const [channel, ...others] = channels;
  if (role === 'admin' && (channel === undefined || others.length > 0)) return ['/admin', INVITE.toAdmin];
  if (channel === undefined) return ['/', INVITE.toFront];
  return role !== 'listener' ? [`/host/${channel}`, INVITE.toHost] : [`/c/${channel}`, INVITE.toListen];
}

// Where there is only one, an admin most likely came for that.
async function openChannels(): Promise<readonly string[]> {
  const answer = await askAsMe('/v1/channels', ChannelPage);
  return 'ok' in answer ? answer.ok.channels.filter(({ phase }) => phase !== 'closed').map(({ id }) => id) : [];
}

async function takeUp(): Promise<void> {
  if (!canKeep()) {
    show(INVITE.keepsNothing, INVITE.keepsNothingMend, true);
    return;
  }
  accept.disabled = true;
  about.textContent = INVITE.signingIn;
  const answer = await post('/v1/sessions', Tokens, { body: { invitation } });
  if ('ok' in answer) {
    keep(answer.ok);
    // A link that was used should not stay in the address or in the history.
    history.replaceState(null, '', location.pathname);
    await welcome(answer.ok.me);
  } else if ('lost' in answer) {
    // The answer may have been lost after the invitation was taken up.
    show(INVITE.invited, INVITE.away, true);
  } else {
    refused(answer.problem);
  }
}

function refused({ code, title: reason }: { readonly code: string; readonly title: string }): void {
  const isDead = code === 'people.invitation-unknown' || code === 'request.invalid';
  if (isDead) show(INVITE.doesNotWork, INVITE.askAgain, false);
  else show(INVITE.invited, INVITE.mayBeGood(reason), true);
}

if (invitation === '') {
  show(INVITE.none, INVITE.cut, false);
} else {
  accept.addEventListener('click', () => void takeUp());
  accept.focus();
}
