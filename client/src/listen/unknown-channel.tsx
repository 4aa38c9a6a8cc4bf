import { LISTEN } from '../words/listen.js';

export function UnknownChannel() {
  return (
    <div class="card">
      <h1>{LISTEN.unknownChannel}</h1>
      <p class="quiet">{LISTEN.unknownChannelMend}</p>
      <p>
        <a href="/">{LISTEN.toFront}</a>
      </p>
    </div>
  );
}
