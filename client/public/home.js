const status = document.querySelector('#status');
const checks = document.querySelector('#checks');

function show(state, sentence) {
  status.dataset.state = state;
  status.textContent = sentence;
}

async function ask() {
  const answer = await fetch('/health', { signal: AbortSignal.timeout(5_000) });
  const health = await answer.json();
  const well = health.status === 'ok';
  show(well ? 'ok' : 'bad', well ? `Everything works. Version ${health.version}.` : 'Something is not well.');
  const troubled = Object.entries(health.checks ?? {}).filter(([, condition]) => condition !== 'ok');
  checks.replaceChildren(
    ...troubled.map(([name, condition]) => {
      const item = document.createElement('li');
      item.textContent = `${name}: ${condition}`;
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
  setTimeout(keepAsking, 10_000);
}

await keepAsking();
