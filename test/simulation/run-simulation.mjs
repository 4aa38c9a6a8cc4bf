// `npm run simulate -- --seed N`: one seed of the simulation, with everything that happens in it. Compiled for itself, since
// the program holds no tests.
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const option = (name, otherwise) => {
  const at = process.argv.indexOf(`--${name}`);
  return at === -1 ? otherwise : Number(process.argv[at + 1]);
};
const from = option('seed', 1);
const count = option('count', 1);

const made = join(root, 'builds', `${process.pid}-simulate`);
mkdirSync(made, { recursive: true });
try {
  const settings = { extends: join(root, 'tsconfig.json'), include: [join(root, 'test/simulation/simulate.ts')] };
  writeFileSync(
    join(made, 'tsconfig.json'),
    JSON.stringify({ ...settings, compilerOptions: { rootDir: root, outDir: made } }),
  );
  const compile = [join(root, 'node_modules/typescript/bin/tsc'), '-p', made, '--noCheck'];
  const built = spawnSync(process.execPath, compile, { stdio: 'inherit' });
  if (built.status !== 0) process.exit(built.status ?? 1);
  const { simulate, commandFor } = await import(pathToFileURL(join(made, 'test/simulation/simulate.js')).href);
  for (let seed = from; seed < from + count; seed += 1) {
    const { problem, lines, requests, faultsAndCommands, rows, steps } = await simulate(seed, {
      keepsLines: count === 1,
    });
    for (const line of lines) console.log(line);
    if (count === 1)
      console.log(`${requests} requests, ${faultsAndCommands} faults and commands, ${rows} rows, ${steps} steps`);
    if (problem === undefined) continue;
    console.log(`${commandFor(seed)}: ${problem}`);
    process.exitCode = 1;
  }
} finally {
  rmSync(made, { recursive: true, force: true });
}
