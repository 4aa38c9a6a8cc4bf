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

const required = (process.env.REQUIRE ?? '').split(',');

const shared = {
  rootDir: __dirname,
  testEnvironment: 'node',
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': swc(parsers.ts), '^.+\\.m?js$': swc(parsers.js) },
  transformIgnorePatterns: [`/node_modules/(?!(${esmPackages.join('|')})/)`],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/builds/', '<rootDir>/data/'],
};

module.exports = {
  testTimeout: 30_000,
  // Most of the slow tests wait for processes and disks, so every core gets a worker.
  maxWorkers: '100%',
  reporters: ['default', '<rootDir>/test/support/tally.reporter.cjs'],
  projects: [
    { ...shared, displayName: 'unit', testMatch: ['<rootDir>/src/**/*.spec.ts', '<rootDir>/test/*.spec.ts'] },
    {
      ...shared,
      displayName: 'house',
      testMatch: ['<rootDir>/test/*/**/*.spec.ts'],
      testPathIgnorePatterns: required.includes('chromium') ? [] : ['<rootDir>/test/browser/'],
      // Child processes and worker threads run the built program, so it has to be up to date.
      globalSetup: '<rootDir>/test/support/build.setup.cjs',
    },
  ],
};
