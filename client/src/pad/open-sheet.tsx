import type { EventContent } from '../../../src/wire/matches.js';
import { BallSheet } from './ball-sheet.js';
import { ClockSheet } from './clock-sheet.js';
import { CreaseSheet } from './crease-sheet.js';
import { NamingSheet } from './naming-sheet.js';
import type { Opened, SheetParts } from './opened.js';
import { TossSheet } from './toss-sheet.js';
import type { Pad } from './use-pad.js';
import { WicketSheet } from './wicket-sheet.js';

export function OpenSheet({ opened, ...parts }: SheetParts & { readonly opened: Opened }) {
  switch (opened.sheet) {
    case 'fact':
      return <FactSheet fact={opened.fact} {...parts} />;
    case 'wicket':
      return <WicketSheet {...parts} />;
    case 'toss':
      return <TossSheet {...parts} />;
    case 'clock':
      return <ClockSheet {...parts} />;
    case 'crease':
    default:
      return <CreaseSheet place={opened.place} {...parts} />;
  }
}

// What was refused is in no record, and can be mended all the same.
function FactSheet({ fact, pad, onClosed }: SheetParts & { readonly fact: string }) {
  const content = contentOf(pad, fact);
  if (content === undefined) return null;
  const Mend = content.type === 'delivery' ? BallSheet : NamingSheet;
  return <Mend key={fact} pad={pad} fact={fact} content={content} onClosed={onClosed} />;
}

function contentOf({ facts, tellings }: Pad, fact: string): EventContent | undefined {
  const told = tellings.findLast((one) => one.fact === fact && one.what.op !== 'retract')?.what;
  if (told !== undefined && 'content' in told) return told.content;
  return facts.find((one) => one.fact === fact)?.content;
}
