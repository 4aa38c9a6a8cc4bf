// `npm run simulate -- --seed N`: one seed of the simulation, with everything that happens in it; `--count C`: so many from
// there on, as many at once as there are cores; `--within S`: none begins after so many seconds. Compiled for itself, since
// the program holds no tests.
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Worlds make much that is soon forgotten. */
const YOUNG_MB = 128;

if (isMainThread) await main();
else await runWorlds(workerData);

async function main() {
  const from = option('seed', 1);
  const count = option('count', 1);
  const made = join(root, 'builds', `${process.pid}-simulate`);
  mkdirSync(made, { recursive: true });
  try {
    compile(made);
    if (count === 1) await showOne(made, from);
    else await showMany({ made, from, count, endsAt: performance.timeOrigin + option('within', Infinity) * 1_000 });
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
}

function option(name, otherwise) {
  const at = process.argv.indexOf(`--${name}`);
  return at === -1 ? otherwise : Number(process.argv[at + 1]);
}

function compile(made) {
  const settings = { extends: join(root, 'tsconfig.json'), include: [join(root, 'test/simulation/simulate.ts')] };
  const file = join(made, 'tsconfig.json');
  writeFileSync(file, JSON.stringify({ ...settings, compilerOptions: { rootDir: root, outDir: made } }));
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  const { status } = spawnSync(process.execPath, [compiler, '-p', made, '--noCheck'], { stdio: 'inherit' });
  if (status !== 0) throw new Error(`It does not compile: ${status}`);
}

function simulationIn(made) {
  return import(pathToFileURL(join(made, 'test/simulation/simulate.js')).href);
}

async function showOne(made, seed) {
  const { simulate, failureOf } = await simulationIn(made);
  const simulated = await simulate(seed, { keepsLines: true });
  const { lines, requests, faultsAndCommands, rows, steps } = simulated;
  for (const line of lines) console.log(line);
  console.log(`${requests} requests, ${faultsAndCommands} faults and commands, ${rows} rows, ${steps} steps`);
  tell([failureOf(simulated)]);
}

async function showMany({ made, from, count, endsAt }) {
  const taken = new Int32Array(new SharedArrayBuffer(4));
  const threads = Array.from({ length: Math.min(count, availableParallelism()) }, async () => {
    const thread = new Worker(new URL(import.meta.url), {
      workerData: { made, from, count, endsAt, taken },
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
    });
    const [done] = await once(thread, 'message');
    return done;
  });
  const done = await Promise.all(threads);
  tell(done.flatMap(({ failures }) => failures));
  console.log(`${done.reduce((sum, { worlds }) => sum + worlds, 0)} worlds from seed ${from}`);
}

function tell(failures) {
  for (const failure of failures.filter((found) => found !== undefined)) {
    console.log(failure);
    process.exitCode = 1;
  }
}

// Each thread takes the next seed that nobody has taken.
async function runWorlds({ made, from, count, endsAt, taken }) {
  const { simulate, failureOf } = await simulationIn(made);
  const failures = [];
  let worlds = 0;
  for (let at = Atomics.add(taken, 0, 1); at < count; at = Atomics.add(taken, 0, 1)) {
    if (performance.timeOrigin + performance.now() > endsAt) break;
    failures.push(failureOf(await simulate(from + at)));
    worlds += 1;
  }
  parentPort.postMessage({ worlds, failures: failures.filter((found) => found !== undefined) }, []);
}
