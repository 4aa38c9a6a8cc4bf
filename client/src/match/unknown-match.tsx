import { MATCH } from '../words/match.js';

export function UnknownMatch() {
  return (
    <div class="card">
      <h1>{MATCH.unknown}</h1>
      <p class="quiet">{MATCH.unknownMend}</p>
      <p>
        <a href="/">{MATCH.toFront}</a>
      </p>
    </div>
  );
}
