// The launcher: `node longwave.mjs start`. It builds what is out of date, then runs the asked program in this
// process, so that signals reach it and its exit code is the launcher's.
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { basename, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('.', import.meta.url));
const dist = join(root, 'dist');
const builds = join(root, 'builds');

const programs = {
  start: 'src/main.js',
  say: 'src/speech/say.command.js',
  migrate: 'src/database/migrate.command.js',
  backup: 'src/database/backup/backup.command.js',
  restore: 'src/database/backup/restore.command.js',
  invite: 'src/people/invite.command.js',
  generate: 'src/settings/generate.command.js',
  bench: 'bench/bench.js',
  examples: 'bench/examples.js',
};

/**
 * The folder of the program as the sources say it, compiled first where that is out of date. Every build has a folder of
 * its own, and `dist` is a link to the newest: a server that runs keeps the files it started with, whatever is started
 * or pulled beside it, and of several that compile at once none reads what another has half written.
 */
export function buildIfStale() {
  // An installation without development packages carries a finished dist and nothing to build with.
  if (!fs.existsSync(join(root, 'node_modules', '@swc', 'core'))) return dist;
  const builtAt = fs.statSync(join(dist, 'built'), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return inUse(builtAt >= newestSource() ? fs.realpathSync(dist) : build());
}

function build() {
  const made = join(builds, `${process.pid}-${Date.now()}`);
  fs.mkdirSync(made, { recursive: true });
  // Before it begins: what is changed meanwhile is newer.
  fs.writeFileSync(join(made, 'built'), '');
  const builder = [join(root, 'build.mjs'), made];
  const built = spawnSync(process.execPath, builder, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  if (built.status !== 0) process.exit(built.status ?? 1);
  const before = fs.existsSync(dist) ? fs.realpathSync(dist) : '';
  pointDistTo(made);
  // Somebody may just be about to use the one before.
  for (const name of fs.readdirSync(builds))
    if (![made, before].includes(join(builds, name))) clear(join(builds, name));
  return made;
}

function pointDistTo(folder) {
  const draft = `${dist}.${process.pid}`;
  fs.symlinkSync(relative(root, folder), draft, 'junction');
  // A link takes a link's place in one step; a folder's it cannot, and on Windows not even a link's.
  const isLink = fs.lstatSync(dist, { throwIfNoEntry: false })?.isSymbolicLink();
  if (!isLink || process.platform === 'win32') fs.rmSync(dist, { recursive: true, force: true });
  fs.renameSync(draft, dist);
}

function inUse(folder) {
  const mark = join(folder, `user-${process.pid}`);
  try {
    fs.writeFileSync(mark, '');
    process.once('exit', () => fs.rmSync(mark, { force: true }));
  } catch (error) {
    // Whoever may only read the program runs it all the same; then only the build before the newest outlives it.
    if (!['EACCES', 'EPERM', 'EROFS'].includes(error.code)) throw error;
  }
  return folder;
}

// A build is used by the process that makes it, which its name tells, and by those that run from it.
function clear(folder) {
  try {
    const names = [basename(folder), ...fs.readdirSync(folder)];
    const pids = names.flatMap((name) => /^(?:user-)?(\d+)/.exec(name)?.[1] ?? []);
    if (!pids.some((pid) => isAlive(Number(pid)))) fs.rmSync(folder, { recursive: true, force: true });
  } catch (error) {
    // Another command was faster.
    if (error.code !== 'ENOENT') throw error;
  }
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function newestSource() {
  let newest = fs.statSync(join(root, 'build.mjs')).mtimeMs;
  const visit = (folder) => {
    newest = Math.max(newest, fs.statSync(folder).mtimeMs);
    for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) visit(path);
      else newest = Math.max(newest, fs.statSync(path).mtimeMs);
    }
  };
  for (const folder of ['src', 'migrations', 'bench', 'client']) visit(join(root, folder));
  return newest;
}

async function run([name, ...rest]) {
  const program = programs[name];
  if (program === undefined) {
    process.stderr.write(`usage: node longwave.mjs ${Object.keys(programs).join(' | ')}\n`);
    process.exit(2);
  }
  // What is set already counts more. What the tests start must not depend on whose machine it is.
  const settings = join(root, '.env');
  if (process.env.NODE_ENV !== 'test' && fs.existsSync(settings)) process.loadEnvFile(settings);
  process.argv = [process.argv[0], join(buildIfStale(), program), ...rest];
  await import(pathToFileURL(process.argv[1]).href);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await run(process.argv.slice(2));
