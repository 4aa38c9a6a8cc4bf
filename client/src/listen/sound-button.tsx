import { PlayIcon, StopIcon } from '../look/icons.js';
import type { ListeningView } from '../player/listening-view.js';
import { LISTEN } from '../words/listen.js';
import type { Listens } from './listens.js';
import { soundState } from './sound-state.js';

/** The one button: to hear, and to hear no more. Beside it, how it stands. */
export function SoundButton({ view, listening }: { readonly view: ListeningView; readonly listening: Listens }) {
  const isOff = view.sound === 'off' || view.sound === 'blocked' || view.sound === 'interrupted';
  const label = { off: LISTEN.play, starting: LISTEN.starting, on: LISTEN.stop, blocked: LISTEN.tapAgain };
  return (
    <div class="sound" data-playing={view.playing} data-on={view.sound === 'on'}>
      <button
        type="button"
        class="sound-button"
        disabled={view.sound === 'starting'}
        onClick={() => (isOff ? void listening.start() : listening.stop())}
      >
        {isOff ? <PlayIcon /> : <StopIcon />}
        <span>{label[view.sound === 'interrupted' ? 'blocked' : view.sound]}</span>
      </button>
      <p class="sound-state" role="status">
        {soundState(view)}
      </p>
    </div>
  );
}
