import { REPLAY } from '../words/replay.js';
import type { Kept } from './kept-place.js';

interface Chosen {
  readonly choices: Kept;
  readonly onChosen: (chosen: Partial<Kept>) => void;
}

export function HowReplayed({ choices: { isAsItHappened, isDeadAirKept }, onChosen }: Chosen) {
  return (
    <fieldset class="how">
      <legend class="unseen">{REPLAY.how}</legend>
      <label>
        <input type="radio" name="how" checked={!isAsItHappened} onChange={() => onChosen({ isAsItHappened: false })} />
        <span>
          {REPLAY.atOnce}
          <span class="quiet small">{REPLAY.atOnceWhy}</span>
        </span>
      </label>
      <label>
        <input type="radio" name="how" checked={isAsItHappened} onChange={() => onChosen({ isAsItHappened: true })} />
        <span>
          {REPLAY.asItHappened}
          <span class="quiet small">{REPLAY.asItHappenedWhy}</span>
        </span>
      </label>
      <label>
        <input
          type="checkbox"
          checked={isDeadAirKept}
          onChange={({ currentTarget }) => onChosen({ isDeadAirKept: currentTarget.checked })}
        />
        <span>{REPLAY.pauses}</span>
      </label>
    </fieldset>
  );
}
