import type { EventContent } from '../../../src/wire/matches.js';
import type { Places } from './crease.js';
import type { CreaseInHand } from './use-crease.js';
import type { Pad } from './use-pad.js';

/** The sheet that lies over the pad. */
export type Opened =
  | { readonly sheet: 'fact'; readonly fact: string }
  | { readonly sheet: 'wicket' | 'toss' | 'clock' }
  | { readonly sheet: 'crease'; readonly place: keyof Places };

export type Open = (opened: Opened) => void;

/** What a sheet works with. */
export interface SheetParts {
  readonly pad: Pad;
  readonly crease: CreaseInHand;
  readonly tell: (contents: readonly EventContent[]) => string | undefined;
  readonly onClosed: () => void;
}
