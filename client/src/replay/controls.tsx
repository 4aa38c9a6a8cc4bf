import { PauseIcon, PlayIcon } from '../look/icons.js';
import { REPLAY } from '../words/replay.js';
import type { DeckView } from './deck.js';
import { SPEEDS, type Speed } from './kept-place.js';

export const STEP_S = 10;

interface Controlled {
  readonly view: DeckView;
  readonly speed: Speed;
  readonly onToggle: () => void;
  readonly onStep: (seconds: number) => void;
  readonly onSpeed: (speed: Speed) => void;
}

export function Controls({ view, speed, onToggle, onStep, onSpeed }: Controlled) {
  const isOn = view.isStarted && !view.isBroken;
  return (
    <div class="controls">
      <button type="button" class="plain" onClick={() => onStep(-STEP_S)}>
        <span aria-hidden="true">−{STEP_S}</span>
        <span class="unseen">{REPLAY.back(STEP_S)}</span>
      </button>
      <button type="button" class="controls-play" onClick={onToggle}>
        {isOn ? <PauseIcon /> : <PlayIcon />}
        <span>{isOn ? REPLAY.pause : REPLAY.play}</span>
      </button>
      <button type="button" class="plain" onClick={() => onStep(STEP_S)}>
        <span aria-hidden="true">+{STEP_S}</span>
        <span class="unseen">{REPLAY.forward(STEP_S)}</span>
      </button>
      <fieldset class="speeds">
        <legend class="unseen">{REPLAY.speed}</legend>
        {SPEEDS.map((one) => (
          <label key={one}>
            <input type="radio" name="speed" checked={one === speed} onChange={() => onSpeed(one)} />
            {REPLAY.times(one)}
          </label>
        ))}
      </fieldset>
    </div>
  );
}

/** How it stands where it does not simply play. */
export function DeckState({ view }: { readonly view: DeckView }) {
  const words = view.isBroken ? REPLAY.broken : view.isWaiting ? REPLAY.waiting : '';
  return (
    <p class={view.isBroken ? 'bad small deck-state' : 'quiet small deck-state'} role="status">
      {words}
    </p>
  );
}
