import { CRICKET } from '../words/pad.js';
import type { Places } from './crease.js';
import type { SheetParts } from './opened.js';
import { PlayerChoice } from './player-choice.js';
import { Sheet } from './sheet.js';

/** Who takes a place at the crease, from the next ball on. */
export function CreaseSheet({ pad, crease, place, onClosed }: SheetParts & { readonly place: keyof Places }) {
  const { now, choose } = crease;
  if (now === undefined) return null;
  const side = (place === 'bowler') === (now.side === 'home') ? 'away' : 'home';
  return (
    <Sheet title={CRICKET.choosing[place]} onClosed={onClosed}>
      {(close) => (
        <PlayerChoice
          players={pad.match[side].players}
          language={pad.match.language}
          chosen={now[place]}
          choose={(named) => {
            choose({ [place]: named });
            close();
          }}
        />
      )}
    </Sheet>
  );
}
