import { World } from './world.js';

export interface Simulated {
  readonly seed: number;
  /** What was broken first, if anything was. */
  readonly problem: string | undefined;
  readonly lines: readonly string[];
  readonly requests: number;
  readonly faultsAndCommands: number;
  readonly rows: number;
  readonly steps: number;
  /** How often a listener was compared with the end of the log, while it was whole. */
  readonly comparedLive: number;
}

/** One seed's world from its beginning to its quiet. Only with its lines does an error say where it was made: that is slow. */
export async function simulate(seed: number, { keepsLines = false } = {}): Promise<Simulated> {
  const world = new World(seed, keepsLines);
  const { stackTraceLimit } = Error;
  if (!keepsLines) Error.stackTraceLimit = 0;
  const problem = await problemOf(world).finally(() => (Error.stackTraceLimit = stackTraceLimit));
  const { scene, requests, faultsAndCommands, log, comparedLive } = world;
  const rows = log.told.head?.seq ?? 0;
  return { seed, problem, lines: scene.lines, requests, faultsAndCommands, rows, steps: scene.steps, comparedLive };
}

async function problemOf(world: World): Promise<string | undefined> {
  try {
    await world.run();
    return world.scene.problem;
  } catch (error) {
    return world.scene.problem ?? (error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
}

/** What was broken in it, with the command that shows it; nothing if all was well. */
export function failureOf({ seed, problem, ...counts }: Simulated): string | undefined {
  const found = problem ?? tooLittle(counts);
  return found === undefined ? undefined : `npm run simulate -- --seed ${seed}: ${found}`;
}

// A schedule in which little happens proves little.
function tooLittle({
  requests,
  faultsAndCommands,
  rows,
  comparedLive,
}: Omit<Simulated, 'seed' | 'problem'>): string | undefined {
  const isEnough = requests >= 20 && faultsAndCommands >= 100 && rows >= 40 && comparedLive >= 100;
  return isEnough ? undefined : `only ${JSON.stringify({ requests, faultsAndCommands, rows, comparedLive })}`;
}
