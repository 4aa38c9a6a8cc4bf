import type { ListeningView } from '../player/listening-view.js';
import { LISTEN } from '../words/listen.js';

interface Choice {
  readonly view: ListeningView;
  readonly onStreamed: (isStreamed: boolean) => void;
}

/** In step, or also behind a locked screen; where there is no choice, why. */
export function LockedChoice({ view: { isStreamed, mayStream }, onStreamed }: Choice) {
  if (!mayStream) return <p class="quiet small">{LISTEN.streamOnly}</p>;
  return (
    <div class="locked">
      <label class="check">
        <input
          type="checkbox"
          checked={isStreamed}
          aria-describedby="locked-why"
          onChange={({ currentTarget }) => onStreamed(currentTarget.checked)}
        />
        {LISTEN.locked}
      </label>
      <p class="quiet small" id="locked-why">
        {LISTEN.lockedWhy}
      </p>
    </div>
  );
}
