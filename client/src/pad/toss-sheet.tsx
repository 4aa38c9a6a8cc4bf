import { SIDES } from '../../../src/wire/sports.js';
import { CRICKET } from '../words/pad.js';
import type { SheetParts } from './opened.js';
import { Sheet } from './sheet.js';

const CHOICES = ['bat', 'field'] as const;

/** Who won the toss, and what they do. */
export function TossSheet({ pad, tell, onClosed }: SheetParts) {
  return (
    <Sheet title={CRICKET.toss} onClosed={onClosed}>
      {(close) => (
        <div class="presses">
          {SIDES.flatMap((side) =>
            CHOICES.map((subtype) => (
              <button
                key={side + subtype}
                type="button"
                class="press"
                onClick={() => {
                  tell([{ type: 'toss', subtype, side }]);
                  close();
                }}
              >
                {CRICKET.tossTo[subtype](pad.match[side].name)}
              </button>
            )),
          )}
        </div>
      )}
    </Sheet>
  );
}
