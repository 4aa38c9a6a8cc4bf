import type { EventContent } from '../../../src/wire/matches.js';
import { SIDES } from '../../../src/wire/sports.js';
import { hasScore } from '../score/score-words.js';
import { PAD } from '../words/pad.js';
import { moveByArrow } from './arrows.js';
import { contentOfTap, tapsIn } from './football.js';
import type { Pad } from './use-pad.js';

/** One press for what happens, a column for each side. */
export function FootballPad({ pad, tell }: { readonly pad: Pad; readonly tell: (content: EventContent) => void }) {
  const { match } = pad;
  if (!hasScore(match.state)) return null;
  const taps = tapsIn(match.state.segment);
  return (
    <section class="taps" aria-label={PAD.football} onKeyDown={moveByArrow}>
      {SIDES.map((side) => (
        <div key={side} class="side-taps" data-side={side}>
          <h2 lang={match.language}>{match[side].short}</h2>
          {taps.map((tap) => (
            <button
              key={tap}
              type="button"
              class={tap === 'goal' || tap === 'scored' ? 'press big' : 'press plain'}
              data-tap={tap}
              aria-label={PAD.tapOf(PAD.taps[tap], match[side].name)}
              onClick={() => tell(contentOfTap(tap, side))}
            >
              {PAD.taps[tap]}
            </button>
          ))}
        </div>
      ))}
    </section>
  );
}
