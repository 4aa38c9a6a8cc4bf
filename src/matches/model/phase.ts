import type { EventContent } from '../../wire/matches.js';
import { rankOf, type Lifecycle, type Sport } from '../../wire/sports.js';
import type { Mark } from './facts.js';

export interface Phase {
  readonly lifecycle: Lifecycle;
  readonly segment: string | null;
}

/** What a match may become, in one step. */
const NEXT: Readonly<Record<Lifecycle, readonly Lifecycle[]>> = {
  scheduled: ['delayed', 'live', 'postponed', 'cancelled', 'awarded', 'void', 'finished'],
  delayed: ['live', 'postponed', 'cancelled', 'scheduled'],
  live: ['break', 'interrupted', 'suspended', 'abandoned', 'no_result', 'finished'],
  break: ['live', 'interrupted', 'suspended', 'abandoned', 'no_result', 'finished'],
  interrupted: ['live', 'break', 'suspended', 'abandoned', 'no_result', 'finished'],
  suspended: ['live', 'abandoned', 'awarded', 'no_result'],
  finished: ['awarded'],
  postponed: ['scheduled', 'void'],
  cancelled: [],
  abandoned: [],
  awarded: [],
  no_result: [],
  void: [],
};

export function mayBecome(from: Lifecycle, to: Lifecycle): boolean {
  return from === to || NEXT[from].includes(to);
}

/** Whether it may have become that with steps between that nobody has told yet. */
export function mayHaveBecome(from: Lifecycle, to: Lifecycle): boolean {
  const seen = new Set<Lifecycle>([from]);
  for (const at of seen) for (const next of NEXT[at]) seen.add(next);
  return seen.has(to);
}

/** Where the match is: what its marks say in the order they happened, whenever they came. */
export function phaseOf(sport: Sport, marks: readonly Mark[]): Phase {
  let phase: Phase = { lifecycle: 'scheduled', segment: null };
  let before: Lifecycle = 'scheduled';
  for (const { content } of inOrder(sport, marks)) {
    const { lifecycle } = phase;
    phase = { lifecycle: after(lifecycle, content, before), segment: segmentAfter(phase.segment, content) };
    if (phase.lifecycle !== 'interrupted' && phase.lifecycle !== 'delayed') before = phase.lifecycle;
  }
  return phase;
}

export function inOrder(sport: Sport, marks: readonly Mark[]): readonly Mark[] {
  return marks.toSorted(
    (one, other) =>
      one.occurredAt - other.occurredAt ||
      rankIn(sport, one.content) - rankIn(sport, other.content) ||
      ORDER.indexOf(one.content.type) - ORDER.indexOf(other.content.type) ||
      (one.id < other.id ? -1 : 1),
  );
}

// The end is told without a part, and comes after all parts.
function rankIn(sport: Sport, { type, segment }: EventContent): number {
  return rankOf(sport, segment ?? (type === 'match_end' ? 'POST' : '')) ?? -1;
}

// Of what is told of the same moment.
const ORDER = [
  'match_start',
  'segment_start',
  'innings_start',
  'target_revised',
  'clock',
  'delay_start',
  'delay_end',
  'innings_end',
  'segment_end',
  'lifecycle',
  'match_end',
];

function after(lifecycle: Lifecycle, content: EventContent, before: Lifecycle): Lifecycle {
  switch (content.type) {
    case 'match_start':
    case 'segment_start':
    case 'innings_start':
      return 'live';
    case 'segment_end':
    case 'innings_end':
      return 'break';
    case 'delay_start':
      return lifecycle === 'scheduled' ? 'delayed' : 'interrupted';
    case 'delay_end':
      return lifecycle === 'interrupted' || lifecycle === 'delayed' ? before : lifecycle;
    case 'match_end':
      return 'finished';
    case 'lifecycle':
      return content.lifecycle ?? lifecycle;
    default:
      return lifecycle;
  }
}

function segmentAfter(segment: string | null, { type, segment: own }: EventContent): string | null {
  if (type === 'match_end') return 'POST';
  const isStart = type === 'segment_start' || type === 'innings_start';
  return isStart && own !== undefined ? own : segment;
}
