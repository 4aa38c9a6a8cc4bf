// Loading the program into Jest costs more than most test files do with it. So several neighbours are run as one file,
// which loads it once. A file says itself which they are.
const fs = require('node:fs');
const path = require('node:path');
const { isLong } = require('./longest.cjs');

const root = path.join(__dirname, '..', '..');
const FOLDER = path.join(root, 'together');
/** What these say holds for a whole file. */
const FOR_ITSELF = /jest\.(retryTimes|setTimeout|useFakeTimers)/;

/** The files to run instead of these, by their paths from the project's root: so many in one, and the long ones by themselves. */
function together(specs, size) {
  const single = specs.filter(
    (spec) => isLong(spec) || FOR_ITSELF.test(fs.readFileSync(path.join(root, spec), 'utf8')),
  );
  const others = specs.filter((spec) => !single.includes(spec)).toSorted();
  fs.mkdirSync(FOLDER, { recursive: true });
  const parts = Array.from({ length: Math.ceil(others.length / size) }, (_, part) =>
    others.slice(part * size, (part + 1) * size),
  );
  return [...single, ...parts.map(join)];
}

function join(specs) {
  const lines = specs.map((spec) => `describe('${spec}', () => void require('../${spec}'));\n`);
  // Neighbours share most of what they load. Which ones they are depends on what is required.
  const name = specs[0].replaceAll('/', '-').replace(/\.spec\.ts$/, `-and-${specs.length - 1}-more`);
  const file = `together/${name}.spec.cjs`;
  fs.writeFileSync(path.join(root, file), lines.join(''));
  return file;
}

const isJoined = (file) => path.dirname(file) === FOLDER;

/** The files that were joined in one, and any other by itself. */
function specsOf(file) {
  if (!isJoined(file)) return [path.relative(root, file)];
  return [...fs.readFileSync(file, 'utf8').matchAll(/^describe\('([^']+)'/gm)].map(([, spec]) => spec);
}

module.exports = { isJoined, specsOf, together };
