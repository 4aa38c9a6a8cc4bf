// Which test files a run has, as globs for Jest: all that can be run with what is required, joined where all of them are run.
const fs = require('node:fs');
const path = require('node:path');
const { HEARD_ALONE, NOTHING_WITHOUT, whatAsksForNothing } = require('./passed.cjs');
const { together } = require('./together.cjs');

const root = path.join(__dirname, '..', '..');
/** So many that a worker is done with them in less than a minute. */
const UNIT_TOGETHER = 12;
const HOUSE_TOGETHER = 5;
/** Words of the command line that choose: whoever uses them means the files themselves. */
const CHOOSES = /^(?!-)|^--(runTestsByPath|testPathPatterns?|testNamePattern|findRelatedTests|onlyChanged)/;

const { REQUIRE = '', PASSED, HEARD } = process.env;
const required = REQUIRE.split(',');
const without = Object.keys(NOTHING_WITHOUT).filter((service) => !required.includes(service));
// test/support/full.mjs says whether `npm test` has passed on these sources.
const passed = new Set(PASSED === '1' ? whatAsksForNothing() : []);

/** In two runs everything has its turn: what is heard in real time after all the rest. */
function hasItsTurn(spec) {
  if (HEARD === undefined) return true;
  return new RegExp(HEARD_ALONE).test(`/${spec}`) === (HEARD === 'alone');
}

function canRun(spec) {
  return !without.some((service) => new RegExp(NOTHING_WITHOUT[service]).test(`/${spec}`));
}

function specsIn(folder) {
  return fs
    .readdirSync(path.join(root, folder), { recursive: true })
    .map((file) => `${folder}/${file.replaceAll('\\', '/')}`)
    .filter((file) => file.endsWith('.spec.ts'))
    .filter((spec) => canRun(spec) && hasItsTurn(spec) && !passed.has(spec));
}

function asGlobs(specs, size) {
  // The value of an option chooses nothing.
  const words = process.argv.slice(2).filter((_, at, all) => all[at - 1] !== '--selectProjects');
  const files = words.some((word) => CHOOSES.test(word)) ? specs : together(specs, size);
  // Without any glob Jest would take what it thinks are tests.
  return files.length > 0 ? files.map((file) => `<rootDir>/${file}`) : ['<rootDir>/nothing'];
}

const isOfHouse = (spec) => /^test\/.*\//.test(spec);
const all = ['src', 'client', 'test'].flatMap(specsIn);

module.exports = {
  unit: () =>
    asGlobs(
      all.filter((spec) => !isOfHouse(spec)),
      UNIT_TOGETHER,
    ),
  house: () => asGlobs(all.filter(isOfHouse), HOUSE_TOGETHER),
};
