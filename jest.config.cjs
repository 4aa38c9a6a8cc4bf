const { availableParallelism } = require('node:os');
const { house, unit } = require('./test/support/chosen-tests.cjs');

// Nest 12 is ESM only and Jest's own ESM mode fails below Node 24.9, so tests run as CommonJS:
// swc turns our files and the ESM packages they import into CommonJS. `--experimental-vm-modules`
// stays on because PGlite calls import() while it starts.
const parsers = {
  ts: { syntax: 'typescript', decorators: true },
  js: { syntax: 'ecmascript' },
};

const swc = (parser) => [
  '@swc/jest',
  {
    swcrc: false,
    sourceMaps: true,
    jsc: {
      target: 'es2022',
      parser,
      keepClassNames: true,
      transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
    },
    module: { type: 'commonjs' },
  },
];

const esmPackages = [
  '@nestjs',
  '@echogarden',
  '@tokenizer',
  'file-type',
  'iterare',
  'jose',
  'load-esm',
  'strtok3',
  'token-types',
  'uid',
  'uint8array-extras',
];

const shared = {
  rootDir: __dirname,
  testEnvironment: 'node',
  // Each look at a global goes through the sandbox's own doors; sums over samples look at this one a million times.
  sandboxInjectedGlobals: ['Math'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': swc(parsers.ts), '^.+\\.m?js$': swc(parsers.js) },
  transformIgnorePatterns: [`/node_modules/(?!(${esmPackages.join('|')})/)`],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/builds/', '<rootDir>/data/'],
};

module.exports = {
  testTimeout: 60_000,
  // Much of the slow tests is waiting for processes and clocks: somebody else works meanwhile.
  maxWorkers: Math.ceil(availableParallelism() * 1.5),
  testSequencer: '<rootDir>/test/support/longest-first.sequencer.cjs',
  reporters: ['default', '<rootDir>/test/support/tally.reporter.cjs', '<rootDir>/test/support/passed.reporter.cjs'],
  projects: [
    { ...shared, displayName: 'unit', testMatch: unit() },
    {
      ...shared,
      displayName: 'house',
      testMatch: house(),
      // Child processes and worker threads run the built program, so it has to be up to date.
      globalSetup: '<rootDir>/test/support/build.setup.cjs',
    },
  ],
};
