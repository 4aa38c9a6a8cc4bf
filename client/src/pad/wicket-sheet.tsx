import { CRICKET } from '../words/pad.js';
import { contentsOfPress, OUT_KINDS } from './ball.js';
import type { SheetParts } from './opened.js';
import { Sheet } from './sheet.js';

/** How somebody was out: told with one press; who, and by whom, is mended in. */
export function WicketSheet({ crease: { now }, tell, onClosed }: SheetParts) {
  if (now === undefined) return null;
  return (
    <Sheet title={CRICKET.howOut} onClosed={onClosed}>
      {(close) => (
        <div class="presses">
          {OUT_KINDS.map((kind) => (
            <button
              key={kind}
              type="button"
              class="press"
              onClick={() => {
                tell(contentsOfPress(now, { kind: 'runs', runs: 0, isBoundary: false, out: { kind } }));
                close();
              }}
            >
              {CRICKET.outs[kind]}
            </button>
          ))}
        </div>
      )}
    </Sheet>
  );
}
