import { useMemo, useState } from 'preact/hooks';
import type { Line } from '../../../src/wire/match-doors.js';
import { languageName } from '../look/language-name.js';
import { MATCH } from '../words/match.js';
import { useLineSound } from './use-line-sound.js';

const LINES_AT_ONCE = 30;

/** What was said about the match, the newest first, each to be heard again. */
export function SaidLines({ lines }: { readonly lines: readonly Line[] }) {
  const [shown, setShown] = useState(LINES_AT_ONCE);
  const { playing, failed, press } = useLineSound();
  const said = useMemo(() => lines.filter(({ state }) => state === 'said').toReversed(), [lines]);
  const hasLanguages = new Set(said.map(({ language }) => language)).size > 1;
  return (
    <section class="said" aria-labelledby="said-title">
      <div class="said-head">
        <h2 id="said-title">{MATCH.lines}</h2>
        <span class="tag" title={MATCH.aiVoiceLong}>
          {MATCH.aiVoice}
        </span>
      </div>
      {said.length === 0 && <p class="quiet small">{MATCH.noLines}</p>}
      <ol>
        {said.slice(0, shown).map((line) => {
          const key = `${line.event} ${line.channel} ${line.line}`;
          const isPlaying = playing === line.audioUrl && playing !== undefined;
          return (
            <li key={key}>
              <p lang={line.language}>{line.text}</p>
              {hasLanguages && <span class="tag">{languageName(line.language)}</span>}
              {line.audioUrl !== null && (
                <button
                  type="button"
                  class="plain"
                  aria-label={isPlaying ? MATCH.stopLine(line.text) : MATCH.playLine(line.text)}
                  onClick={() => press(line.audioUrl)}
                >
                  {isPlaying ? MATCH.stop : MATCH.play}
                </button>
              )}
              {failed !== undefined && failed === line.audioUrl && (
                <span class="bad small" role="status">
                  {MATCH.noSound}
                </span>
              )}
            </li>
          );
        })}
      </ol>
      {said.length > shown && (
        <button type="button" class="plain" onClick={() => setShown(shown + LINES_AT_ONCE)}>
          {MATCH.more}
        </button>
      )}
    </section>
  );
}
