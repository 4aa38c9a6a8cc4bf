import type { Delivery, MatchEvent } from '../../../src/wire/matches.js';
import { nameOf, sideName, type SpokenMatch, type Words } from './spoken.js';

const OUTS: Readonly<Record<string, string>> = {
  bowled: 'bowled',
  caught: 'caught',
  caught_and_bowled: 'caught and bowled',
  lbw: 'leg before wicket',
  run_out: 'run out',
  stumped: 'stumped',
  hit_wicket: 'hit wicket',
};

/** What is said of an event of cricket. */
export function cricketWords(match: SpokenMatch, event: MatchEvent): Words | undefined {
  const { content } = event;
  const side = sideName(match, content.side);
  switch (content.type) {
    case 'delivery':
      return content.delivery === undefined ? undefined : deliveryWords(event, content.delivery);
    case 'innings_start':
      return { text: `${side} come out to bat.${targetWords(content.target?.runs)}` };
    case 'innings_end':
      return { text: 'That is the end of the innings.' };
    default:
      return undefined;
  }
}

function targetWords(runs: number | undefined): string {
  return runs === undefined ? '' : ` They need ${runs} to win.`;
}

function deliveryWords(event: MatchEvent, { wickets = [], boundary, runs, extras }: Delivery): Words {
  const batter = nameOf(event, 'batter') ?? 'the batter';
  const [wicket] = wickets;
  if (wicket !== undefined) {
    const name = wicket.out ?? batter;
    const how = OUTS[wicket.kind];
    if (wicket.kind.startsWith('retired')) return { text: `${sentence(name)} retires.` };
    return { text: `Out! ${sentence(name)} is ${how ?? 'out'}.`, isBig: true };
  }
  if (boundary !== undefined)
    return { text: `${boundary === 6 ? 'Six' : 'Four'} for ${batter}!`, isBig: boundary === 6 };
  if (extras?.wides !== undefined) return { text: 'Wide.' };
  if (extras?.noballs !== undefined) return { text: 'No ball.' };
  const total = runs.batter + runs.extras;
  if (total === 0) return { text: 'No run.' };
  return { text: total === 1 ? 'One run.' : `${total} runs.` };
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
