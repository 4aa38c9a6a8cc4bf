import type { Cricsheet, CricsheetOutcome } from '../../../wire/cricsheet.js';
import type { EventContent, Finish } from '../../../wire/matches.js';
import type { Happening } from './happening.js';
import { sideOf } from './cricsheet-sides.js';

/** How it ended, as the file says: rain and rules may have decided otherwise than the runs. */
export function endOf(file: Cricsheet): Happening {
  const { outcome } = file.info;
  const finish = finishOf(file);
  const text = saidOf(outcome);
  return ['end', { ...closing(outcome), finish, ...(text === '' ? {} : { text }) }];
}

function closing({ result, method }: CricsheetOutcome): EventContent {
  if (result === 'no result') return { type: 'lifecycle', lifecycle: 'no_result' };
  if (isAwarded(method)) return { type: 'lifecycle', lifecycle: 'awarded' };
  return { type: 'match_end' };
}

function finishOf(file: Cricsheet): Finish {
  const { winner, eliminator, bowl_out, result } = file.info.outcome;
  const won = sideOf(file, eliminator ?? bowl_out ?? winner);
  const method = methodOf(file.info.outcome);
  if (result === 'no result' || (won === undefined && result === undefined)) return { method, result: 'none' };
  if (won !== undefined) return { method, result: 'win', winner: won };
  return { method, result: result === 'draw' ? 'draw' : 'tie' };
}

// A bowl-out is to cricket what a shoot-out is to hockey.
function methodOf({ eliminator, bowl_out, method }: CricsheetOutcome): Finish['method'] {
  if (eliminator !== undefined) return 'super_over';
  if (bowl_out !== undefined) return 'shootout';
  if (isAwarded(method)) return 'forfeit';
  return method !== undefined && /^D\/?L\/?S?$/i.test(method) ? 'dls' : 'regulation';
}

function isAwarded(method: string | undefined): boolean {
  return method?.toLowerCase() === 'awarded';
}

// What has no field of its own: by how much, and by which of the rarer rules.
function saidOf({ by, method }: CricsheetOutcome): string {
  const margin = [
    by?.innings === undefined ? '' : 'an innings',
    by?.runs === undefined ? '' : counted(by.runs, 'run'),
    by?.wickets === undefined ? '' : counted(by.wickets, 'wicket'),
  ].filter((part) => part !== '');
  const won = margin.length === 0 ? '' : `Won by ${margin.join(' and ')}`;
  return [won, method === undefined ? '' : `(${method})`].filter((part) => part !== '').join(' ');
}

function counted(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
