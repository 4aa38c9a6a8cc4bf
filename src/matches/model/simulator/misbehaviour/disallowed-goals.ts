import type { EventContent } from '../../../../wire/matches.js';
import type { ScriptLine } from '../../script.js';
import type { Chance } from '../chance.js';

const GOALS_MAX = 3;
const TAKEN_BACK_AFTER_MS = { from: 30_000, to: 90_000 };

/**
 * Goals that were none: told when the ball was in the net, and taken back when somebody was found to be offside or the ball
 * to have missed. Their keys count apart, so that those of the other goals stay as they are in the clean script.
 */
export function withDisallowedGoals(lines: readonly ScriptLine[], chance: Chance): readonly ScriptLine[] {
  const moments = chance.shuffled(lines.filter(isMoment)).slice(0, chance.whole(1, GOALS_MAX));
  return lines.flatMap((line) => {
    const at = moments.findIndex((moment) => moment === line);
    const content = at < 0 ? undefined : goalFrom(line);
    if (content?.side === undefined) return [line];
    const key = `score:${content.side}:x${at + 1}`;
    const afterMs = line.afterMs + chance.whole(TAKEN_BACK_AFTER_MS.from, TAKEN_BACK_AFTER_MS.to);
    const goal: ScriptLine = { afterMs: line.afterMs, key, version: 0, op: 'add', provisional: true, content };
    return [goal, line, { afterMs, key, version: 0, op: 'retract' }];
  });
}

function isMoment(line: ScriptLine): boolean {
  if (line.op !== 'add') return false;
  const { type, subtype } = line.content;
  return type === 'offside' || (type === 'shot' && subtype === 'off');
}

function goalFrom(line: ScriptLine): EventContent | undefined {
  if (line.op !== 'add') return undefined;
  const { segment, clock, side, participants = [] } = line.content;
  const scorer = participants.slice(0, 1).map((player) => ({ ...player, role: 'scorer' }));
  return {
    type: 'goal',
    ...(segment === undefined ? {} : { segment }),
    ...(clock === undefined ? {} : { clock }),
    ...(side === undefined ? {} : { side }),
    participants: scorer,
  };
}
