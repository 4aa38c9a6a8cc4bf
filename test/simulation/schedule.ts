import type { Chance } from './chance.js';
import type { Measure } from './measure.js';

/** What hosts do, besides saying something. */
const COMMANDS = {
  edit: 14,
  cancel: 14,
  reorder: 16,
  skip: 14,
  cut: 8,
  pause: 8,
  resume: 6,
  setLead: 14,
  forged: 6,
} as const;

/** What goes wrong. */
const FAULTS = {
  commit: 24,
  outage: 5,
  death: 6,
  freeze: 5,
  cut: 12,
  stall: 10,
  lost: 8,
  twice: 8,
  overtaken: 8,
  lie: 12,
  away: 5,
} as const;

export type CommandName = keyof typeof COMMANDS | 'notice';
export type FaultName = keyof typeof FAULTS;

export type Action =
  | { readonly atMs: number; readonly does: 'say'; readonly urgency: 'flash' | 'normal' | 'filler' }
  | { readonly atMs: number; readonly does: 'command'; readonly name: CommandName }
  | { readonly atMs: number; readonly does: 'fault'; readonly name: FaultName };

export interface Schedule {
  readonly ms: number;
  readonly nodes: number;
  readonly listeners: number;
  readonly closes: boolean;
  /** In the order they happen. */
  readonly actions: readonly Action[];
}

const FLOOD = 260;

/** At least 20 requests, and at least 100 faults and commands. */
export function drawSchedule(chance: Chance, measure: Measure): Schedule {
  const ms = chance.between(...measure.ms);
  const isFlood = chance.happens(measure.floods);
  const says = chance.whole(...measure.says);
  const commands = chance.whole(...measure.commands);
  const faults = chance.whole(...measure.faults);
  const burstAt = chance.between(0, ms / 2);
  const moments: Action[] = [
    ...many(says, () => say(chance, chance.between(0, ms))),
    ...many(isFlood ? FLOOD : 0, () => say(chance, burstAt + chance.between(0, 6_000))),
    ...many(commands, () => ({
      atMs: chance.between(1_000, ms),
      does: 'command' as const,
      name: chance.weighed(COMMANDS),
    })),
    ...many(faults, () => ({ atMs: chance.between(500, ms), does: 'fault' as const, name: chance.weighed(FAULTS) })),
  ];
  const rest = {
    nodes: chance.happens(0.3) ? 2 : 1,
    listeners: chance.whole(...measure.listeners),
    closes: chance.happens(0.15),
  };
  moments.push(...many(measure.notices, () => ({ atMs: chance.between(1_000, ms), does: 'command', name: 'notice' })));
  return { ms, ...rest, actions: moments.sort((one, other) => one.atMs - other.atMs) };
}

function say(chance: Chance, atMs: number): Action {
  return { atMs, does: 'say', urgency: chance.weighed({ flash: 18, normal: 60, filler: 22 }) };
}

function many(count: number, make: () => Action): Action[] {
  return Array.from({ length: count }, make);
}
