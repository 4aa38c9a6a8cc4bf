const SESSION_KEY = 'longwave.session';

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
    host: `You host ${channels.join(', ')}.`,
    listener: `You may listen to ${channels.join(', ')}.`,
  };
  show(
    'You are signed in.',
    `${what[role]} This device stays signed in while you use it at least once a month.`,
    false,
  );
}

async function takeUp() {
  accept.disabled = true;
  about.textContent = 'Signing in…';
  try {
    const answer = await fetch('/v1/sessions', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ invitation }),
      signal: AbortSignal.timeout(10_000),
    });
    const body = await answer.json();
    if (answer.ok) {
      localStorage.setItem(SESSION_KEY, JSON.stringify(body));
      // A link that was used should not stay in the address or in the history.
      history.replaceState(null, '', location.pathname);
      welcome(body.me);
    } else {
      refused(body);
    }
  } catch {
    show('You are invited.', 'The server does not answer. The invitation is not lost: try again in a moment.', true);
  }
}

function refused({ code, title: reason }) {
  if (code === 'people.invitation-unknown' || code === 'request.invalid') {
    const again = 'Ask whoever invited you for a new one. On the server’s machine, npm run invite makes one.';
    show('This invitation does not work.', `It was used, withdrawn or has expired. ${again}`, false);
  } else {
    show('You are invited.', `${reason} The invitation is not lost.`, true);
  }
}

if (invitation === '') {
  show('There is no invitation in this link.', 'It may have been cut when it was copied. Copy the whole link.', false);
} else {
  accept.addEventListener('click', () => void takeUp());
}
