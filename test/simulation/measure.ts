/** How much of everything there is in a world; ranges include both their ends. */
export interface Measure {
  readonly ms: Range;
  readonly says: Range;
  readonly commands: Range;
  readonly faults: Range;
  /** How long outages, freezes and absences last, compared with the longest. */
  readonly faultScale: number;
  readonly listeners: Range;
  /** Of texts that are not long, and of those that are. */
  readonly pieces: Range;
  readonly longPieces: Range;
  /** How often very many requests come at once. */
  readonly floods: number;
  /** How often hosts tell everybody something to read. */
  readonly notices: number;
  /** How many of what is said are notes: nobody knows beforehand how much will be said of them. */
  readonly notes: number;
  /** When nothing goes wrong any more it would all be said, and little would happen: mostly the hosts clear it away. */
  readonly isHeardOut: boolean;
}

type Range = readonly [from: number, to: number];

// What was found in these worlds is pinned by its seed: they stay as they are.
const WIDE_BELOW = 10_000;
const WIDE: Measure = {
  ms: [25_000, 45_000],
  says: [20, 22],
  commands: [40, 46],
  faults: [60, 66],
  faultScale: 1,
  listeners: [3, 4],
  pieces: [1, 4],
  longPieces: [8, 12],
  floods: 0.004,
  notices: 0,
  notes: 0,
  isHeardOut: true,
};

// The same requests, commands and faults in half the time, and shorter ones: so many more worlds fit into a run.
const DENSE: Measure = {
  ms: [14_000, 22_000],
  says: [20, 20],
  commands: [40, 42],
  faults: [60, 62],
  faultScale: 0.35,
  listeners: [2, 3],
  pieces: [1, 2],
  longPieces: [5, 8],
  floods: 0.001,
  notices: 0,
  notes: 0,
  isHeardOut: false,
};
const HEARD_OUT_EVERY = 8;
/** Not in every world: those that are pinned by their seeds were found without. */
const NOTICES_EVERY = 4;
const NOTICES = 5;
/** Of eight worlds, those in which notes are written. */
const WITH_NOTES = [3, 6];
const NOTES = 0.4;

export function measureOf(seed: number): Measure {
  if (seed < WIDE_BELOW) return WIDE;
  const notices = seed % NOTICES_EVERY === 1 ? NOTICES : 0;
  const notes = WITH_NOTES.includes(seed % 8) ? NOTES : 0;
  return { ...DENSE, notices, notes, isHeardOut: seed % HEARD_OUT_EVERY === 0 };
}
