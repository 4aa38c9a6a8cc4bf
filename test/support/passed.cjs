// What `npm test` has proven on the very same sources, `npm run test:full` needs not prove a second time: a test file that
// asks for no service does the same in both.
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');

const root = path.join(__dirname, '..', '..');
const RECORD = path.join(root, 'node_modules', '.cache', 'longwave', 'passed.json');
const SOURCES = ['src', 'client', 'migrations', 'bench', 'test', 'docs', '.ci'];
/** How a test, or something it imports, looks for what is required or brings a server of its own. */
const ASKS = /env(\.|\[')REQUIRE|\/usr\/lib\/postgresql/;

/** What is nothing without a service runs only where that is required. */
const NOTHING_WITHOUT = {
  chromium: '/test/browser/',
  firefox: '/test/browser/firefox',
  postgres: '/test/faults/radio-(postgres|disk|suspend)',
  mpv: '/test/faults/radios-for-minutes',
  redis: '/test/(faults/redis|integration/(radio|match)-nodes)\\.',
};

/** What is heard in real time is torn by whoever computes beside it, and says nothing then of the program. */
const HEARD_ALONE = '/test/browser/(player|firefox|archive-heard)\\.';

function filesIn(folder) {
  return fs
    .readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name));
}

/** Of all that a test could depend on: our files, the packages as they are locked, and this Node. */
function hashOfSources() {
  const atTheTop = fs.readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isFile());
  const files = [
    ...atTheTop.filter(({ name }) => name !== '.env').map(({ name }) => path.join(root, name)),
    ...SOURCES.flatMap(filesIn),
  ];
  const hash = createHash('sha256').update(process.version);
  for (const file of files.toSorted()) hash.update(`\0${file}\0`).update(fs.readFileSync(file));
  return hash.digest('hex');
}

function remember(hash) {
  fs.mkdirSync(path.dirname(RECORD), { recursive: true });
  fs.writeFileSync(RECORD, JSON.stringify({ hash }));
}

function havePassed() {
  if (!fs.existsSync(RECORD)) return false;
  return JSON.parse(fs.readFileSync(RECORD, 'utf8')).hash === hashOfSources();
}

/** The test files that neither ask for a service nor import anything that does, from the project's root. */
function whatAsksForNothing() {
  const specs = ['src', 'client', 'test'].flatMap(filesIn).filter((file) => file.endsWith('.spec.ts'));
  return specs
    .filter((spec) => !isNothingAlone(spec) && !asks(spec, new Set()))
    .map((spec) => path.relative(root, spec));
}

function isNothingAlone(spec) {
  return Object.values(NOTHING_WITHOUT).some((files) => new RegExp(files).test(spec));
}

function asks(file, seen) {
  seen.add(file);
  const text = fs.readFileSync(file, 'utf8');
  return ASKS.test(text) || importsOf(file, text).some((imported) => !seen.has(imported) && asks(imported, seen));
}

function importsOf(file, text) {
  return [...text.matchAll(/(?:from|import\() ?'(\.[^']+)\.js'/g)]
    .map(([, imported]) => path.join(path.dirname(file), `${imported}.ts`))
    .filter((imported) => fs.existsSync(imported));
}

module.exports = { HEARD_ALONE, NOTHING_WITHOUT, hashOfSources, remember, havePassed, whatAsksForNothing };
