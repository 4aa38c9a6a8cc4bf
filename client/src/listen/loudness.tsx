import { MutedIcon, SpeakerIcon } from '../look/icons.js';
import { LISTEN } from '../words/listen.js';

interface Loud {
  readonly volume: number;
  readonly isMuted: boolean;
  readonly hasBed: boolean;
  readonly onVolume: (volume: number) => void;
  readonly onMuted: (isMuted: boolean) => void;
  readonly onBed: (hasBed: boolean) => void;
}

const PERCENT = 100;

/** How loud it is, and whether the crowd is heard in the pauses. */
export function Loudness({ volume, isMuted, hasBed, onVolume, onMuted, onBed }: Loud) {
  return (
    <div class="loudness">
      <button
        type="button"
        class="plain round"
        aria-pressed={isMuted}
        aria-label={isMuted ? LISTEN.unmute : LISTEN.mute}
        onClick={() => onMuted(!isMuted)}
      >
        {isMuted ? <MutedIcon /> : <SpeakerIcon />}
      </button>
      <label class="unseen" for="volume">
        {LISTEN.volume}
      </label>
      <input
        id="volume"
        type="range"
        min="0"
        max={PERCENT}
        value={Math.round(volume * PERCENT)}
        aria-valuetext={`${Math.round(volume * PERCENT)} %`}
        onInput={({ currentTarget }) => onVolume(Number(currentTarget.value) / PERCENT)}
      />
      <label class="check">
        <input type="checkbox" checked={hasBed} onChange={({ currentTarget }) => onBed(currentTarget.checked)} />
        {LISTEN.bed}
      </label>
    </div>
  );
}
