import type { Chapters } from '../../../src/wire/replay.js';
import { REPLAY } from '../words/replay.js';
import { timeWords } from './time-words.js';

interface Shown {
  readonly chapters: Chapters['chapters'];
  /** Otherwise there may be more that were not heard yet. */
  readonly isAll: boolean;
  readonly atS: number;
  readonly language: string;
  readonly onPlay: (fromS: number) => void;
}

export function ChaptersView({ chapters, isAll, atS, language, onPlay }: Shown) {
  const now = chapters.findLastIndex(({ startTime }) => startTime <= atS);
  return (
    <section class="chapters" aria-labelledby="chapters-title">
      <h2 id="chapters-title">{REPLAY.chapters}</h2>
      {chapters.length === 0 && <p class="quiet small">{isAll ? REPLAY.noChapters : REPLAY.noChaptersYet}</p>}
      <ol>
        {chapters.map(({ startTime, title }, nth) => (
          <li key={nth}>
            <button
              type="button"
              class="plain chapter"
              aria-current={nth === now ? 'true' : undefined}
              onClick={() => onPlay(startTime)}
            >
              <span class="quiet">{timeWords(startTime)}</span>
              <span lang={language}>{title}</span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}
