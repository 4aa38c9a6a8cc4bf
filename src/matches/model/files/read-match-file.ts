import type { Refusal } from '../../../kernel/outcome.js';
import type { ScriptedMatch } from '../script.js';
import { readCricsheet } from './cricsheet.js';
import { readMatchLines } from './match-lines.js';

const BYTE_ORDER_MARK = /^\uFEFF/;

/** A match from the text of a file, whichever of the two kinds it is. The same text gives the same match. */
export function readMatchFile(text: string): ScriptedMatch | Refusal {
  const plain = text.replace(BYTE_ORDER_MARK, '');
  return isMatchLines(plain) ? readMatchLines(plain) : readCricsheet(plain);
}

// By its mark, which stands in the first line; a damaged header keeps it, or a part of it.
function isMatchLines(text: string): boolean {
  const [, firstLine = ''] = /^\s*([^\n]*)/.exec(text) ?? [];
  return /"longwave"\s*:/.test(firstLine) || /^\s*\{\s*"longwave"/.test(text);
}
