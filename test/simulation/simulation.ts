import { commandFor, simulate, type Simulated } from './simulate.js';

/** Of each file: 400 worlds in all, and others where all services are required. More are run by hand: CONTRIBUTING tells how. */
const COUNT = 100;
const FIRST = 10_000;
const FIRST_OF_FULL = 12_000;

/** Each of the four files runs a quarter of the seeds, so that Jest's workers share them. */
export function seedsOf(quarter: number): readonly number[] {
  const first = (process.env['REQUIRE'] ?? '') === '' ? FIRST : FIRST_OF_FULL;
  return Array.from({ length: COUNT }, (_, at) => first + at * 4 + quarter);
}

/** Runs them all and tells of each that failed, with the command that shows it. */
export async function failuresOf(seeds: readonly number[]): Promise<string[]> {
  const failures: string[] = [];
  for (const seed of seeds) {
    const { problem, ...counts } = await simulate(seed);
    const found = problem ?? tooLittle(counts);
    if (found !== undefined) failures.push(`${commandFor(seed)}: ${found}`);
  }
  return failures;
}

// A schedule in which little happens proves little.
function tooLittle({
  requests,
  faultsAndCommands,
  rows,
  comparedLive,
}: Omit<Simulated, 'problem'>): string | undefined {
  const isEnough = requests >= 20 && faultsAndCommands >= 100 && rows >= 40 && comparedLive >= 100;
  return isEnough ? undefined : `only ${JSON.stringify({ requests, faultsAndCommands, rows, comparedLive })}`;
}
