import { CopyButton } from '../look/copy-button.js';
import { TelevisionIcon } from '../look/icons.js';
import { linkWith, secondsOf, TUNED_MS_MAX, tuned } from '../player/delay.js';
import { LISTEN } from '../words/listen.js';

const STEPS_MS = [-1_000, -100, 100, 1_000];

interface Tuning {
  readonly delayMs: number;
  readonly onDelay: (ms: number) => void;
}

/** Everything is heard later, by as much as the television is. */
export function TuneIn({ delayMs, onDelay }: Tuning) {
  const shown = delayMs === 0 ? LISTEN.live : LISTEN.later(secondsOf(delayMs));
  return (
    <details class="card tune">
      <summary>
        <TelevisionIcon />
        <span>{LISTEN.tune}</span>
        <output class="tag">{shown}</output>
      </summary>
      <p class="quiet small">{LISTEN.tuneWhy}</p>
      <label for="delay">{LISTEN.tuneBy}</label>
      <input
        id="delay"
        type="range"
        min="0"
        max={TUNED_MS_MAX}
        step="100"
        value={delayMs}
        aria-valuetext={shown}
        onInput={({ currentTarget }) => onDelay(tuned(Number(currentTarget.value)))}
      />
      <div class="steps">
        {STEPS_MS.map((stepMs) => (
          <button key={stepMs} type="button" class="plain" onClick={() => onDelay(tuned(delayMs + stepMs))}>
            {`${stepMs < 0 ? '−' : '+'}${Math.abs(stepMs) / 1_000} s`}
          </button>
        ))}
        <button type="button" class="plain" disabled={delayMs === 0} onClick={() => onDelay(0)}>
          {LISTEN.live}
        </button>
      </div>
      <CopyButton text={linkWith(location.href, delayMs)}>{LISTEN.copyLink}</CopyButton>
    </details>
  );
}
