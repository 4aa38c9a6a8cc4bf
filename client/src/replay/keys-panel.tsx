import { REPLAY } from '../words/replay.js';

export function KeysPanel() {
  return (
    <details class="card keys">
      <summary>{REPLAY.keys}</summary>
      <dl>
        {REPLAY.keysAre.map(([key, what]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
