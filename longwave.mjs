// The launcher: `node longwave.mjs start`. It builds what is out of date, then runs the asked program in this
// process, so that signals reach it and its exit code is the launcher's.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('.', import.meta.url));
const stamp = join(root, 'dist', 'built');

const programs = {
  start: 'src/main.js',
  say: 'src/speech/say.command.js',
  migrate: 'src/database/migrate.command.js',
  backup: 'src/database/backup/backup.command.js',
  restore: 'src/database/backup/restore.command.js',
  invite: 'src/people/invite.command.js',
  generate: 'src/settings/generate.command.js',
  bench: 'bench/bench.js',
};

export function buildIfStale() {
  const builtAt = existsSync(stamp) ? statSync(stamp).mtimeMs : 0;
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  // An installation without development packages carries a finished dist and nothing to build with.
  if (!existsSync(compiler) || builtAt >= newestSource()) return;
  // A file that was renamed or deleted must not live on in dist.
  const startedAt = new Date();
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  // --noCheck: types are proven by `npm run check`; a start only needs the JavaScript.
  const built = spawnSync(process.execPath, [compiler, '-p', 'tsconfig.build.json', '--noCheck'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (built.status !== 0) process.exit(built.status ?? 1);
  writeFileSync(stamp, '');
  utimesSync(stamp, startedAt, startedAt);
}

function newestSource() {
  let newest = statSync(join(root, 'tsconfig.build.json')).mtimeMs;
  const visit = (folder) => {
    newest = Math.max(newest, statSync(folder).mtimeMs);
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) visit(path);
      else newest = Math.max(newest, statSync(path).mtimeMs);
    }
  };
  for (const folder of ['src', 'migrations', 'bench']) visit(join(root, folder));
  return newest;
}

async function run([name, ...rest]) {
  const program = programs[name];
  if (program === undefined) {
    process.stderr.write(`usage: node longwave.mjs ${Object.keys(programs).join(' | ')}\n`);
    process.exit(2);
  }
  buildIfStale();
  process.argv = [process.argv[0], join(root, 'dist', program), ...rest];
  await import(pathToFileURL(process.argv[1]).href);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await run(process.argv.slice(2));
