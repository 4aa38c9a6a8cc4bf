const SESSION_KEY = 'longwave.session';
// More than a session takes.
const SESSION_LENGTH_MAX = 8_192;

const title = document.querySelector('#title');
const about = document.querySelector('#about');
const accept = document.querySelector('#accept');

const invitation = location.hash.slice(1);

function show(heading, sentence, canAccept) {
  title.textContent = heading;
  about.textContent = sentence;
  accept.hidden = !canAccept;
  accept.disabled = false;
}

function welcome({ role, channels = [] }) {
  const what = {
    admin: 'You may do everything on this server.',
    host: `You may host ${channels.join(', ')}.`,
    listener: `You may listen to ${channels.length === 0 ? 'every channel' : channels.join(', ')}.`,
  };
  show(
    'You are signed in.',
    `${what[role]} This device stays signed in while you use it at least once a month.`,
    false,
  );
}

async function takeUp() {
  if (!canKeep()) {
    const mend = 'Allow this site to store data, or open the link in another browser. The invitation is not used up.';
    show('This browser keeps nothing.', mend, true);
    return;
  }
  accept.disabled = true;
  about.textContent = 'Signing in…';
  const { ok, body } = await exchanged().catch(() => ({}));
  if (body === undefined) {
    // The answer may have been lost after the invitation was taken up.
    show(
      'You are invited.',
      'The server does not answer. The invitation may still be good: try again in a moment.',
      true,
    );
  } else if (ok) {
    localStorage.setItem(SESSION_KEY, JSON.stringify(body));
    // A link that was used should not stay in the address or in the history.
    history.replaceState(null, '', location.pathname);
    welcome(body.me);
  } else {
    refused(body);
  }
}

// Asked before the invitation is used up.
function canKeep() {
  try {
    localStorage.setItem(`${SESSION_KEY}.room`, 'x'.repeat(SESSION_LENGTH_MAX));
    localStorage.removeItem(`${SESSION_KEY}.room`);
    return true;
  } catch {
    return false;
  }
}

async function exchanged() {
  const answer = await fetch('/v1/sessions', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ invitation }),
    signal: AbortSignal.timeout(10_000),
  });
  return { ok: answer.ok, body: await answer.json() };
}

function refused({ code, title: reason }) {
  if (code === 'people.invitation-unknown' || code === 'request.invalid') {
    const again = 'Ask whoever invited you for a new one. On the server’s machine, npm run invite makes one.';
    show('This invitation does not work.', `It was used, withdrawn or has expired. ${again}`, false);
  } else {
    show('You are invited.', `${reason} The invitation may still be good.`, true);
  }
}

if (invitation === '') {
  show('There is no invitation in this link.', 'It may have been cut when it was copied. Copy the whole link.', false);
} else {
  accept.addEventListener('click', () => void takeUp());
}
