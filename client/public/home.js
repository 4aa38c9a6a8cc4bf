const status = document.querySelector('#status');
const checks = document.querySelector('#checks');

function show(state, sentence) {
  status.dataset.state = state;
  status.textContent = sentence;
}

const SENTENCES = {
  ok: (health) => `Everything works. Version ${health.version}.`,
  degraded: () => 'It works, but not everything is well:',
  unwell: () => 'It cannot do its work at the moment:',
  draining: () => 'The server is stopping.',
};

async function ask() {
  const answer = await fetch('/health', { signal: AbortSignal.timeout(5_000) });
  const health = await answer.json();
  show(health.status === 'ok' ? 'ok' : 'bad', SENTENCES[health.status](health));
  const troubled = Object.entries(health.checks).filter(([, check]) => !check.ok);
  checks.replaceChildren(
    ...troubled.map(([name, check]) => {
      const item = document.createElement('li');
      item.textContent = check.reason ? `${name}: ${check.reason}` : name;
      return item;
    }),
  );
  checks.hidden = troubled.length === 0;
}

async function keepAsking() {
  try {
    await ask();
  } catch {
    show('bad', 'The server does not answer. Trying again…');
    checks.hidden = true;
  }
  setTimeout(() => void keepAsking(), 10_000);
}

await keepAsking();
