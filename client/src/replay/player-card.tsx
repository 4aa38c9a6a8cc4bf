import { REPLAY } from '../words/replay.js';
import { Controls, DeckState } from './controls.js';
import type { Deck, DeckView } from './deck.js';
import type { Speed } from './kept-place.js';
import { lineAt } from './places.js';
import type { Shown } from './shown.js';
import { Timeline } from './timeline.js';
import type { Archive } from './use-archive.js';
import { useReplayKeys } from './use-replay-keys.js';

interface Card {
  readonly archive: Archive;
  readonly shown: Shown;
  readonly deck: Deck;
  readonly view: DeckView;
  readonly speed: Speed;
  readonly onRenew: () => void;
  readonly onSpeed: (speed: Speed) => void;
}

/** What moves it: the timeline, its buttons and its keys; and what is said just now. */
export function PlayerCard({ archive, shown, deck, view, speed, onRenew, onSpeed }: Card) {
  const { peaks, durationS, transcript } = archive;
  const { atS } = view;
  const line = transcript.segments[lineAt(transcript.segments, atS)];
  const toggle = (): void => {
    if (view.isBroken) onRenew();
    if (view.isStarted && !view.isBroken) deck.pause();
    else void deck.play();
  };
  const step = (seconds: number): void => deck.seek(Math.min(durationS, deck.atS + seconds));
  const seek = (toS: number): void => deck.seek(toS);
  useReplayKeys({ toggle, step, seek, chapters: shown.chapters, atS, speed, onSpeed });
  return (
    <div class="player">
      <Timeline
        {...{ peaks, durationS, atS }}
        atNow={() => deck.atS}
        chapters={shown.chapters}
        shownS={shown.untilS}
        onSeek={seek}
      />
      <Controls {...{ view, speed, onSpeed }} onToggle={toggle} onStep={step} />
      <DeckState view={view} />
      <p class="caption" lang={line?.language}>
        <span class="unseen">{REPLAY.now}: </span>
        {line?.body}
      </p>
    </div>
  );
}
