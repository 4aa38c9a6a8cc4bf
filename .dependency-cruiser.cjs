// The import rules of the house, as ARCHITECTURE.md draws it. A change here needs a page in docs/decisions.
const floors = [
  ['wire'],
  ['kernel'],
  ['settings'],
  ['database', 'blobs', 'speech', 'audio', 'writing', 'fanout', 'people', 'watch'],
  ['radio'],
  ['transmitter', 'matches', 'commentary', 'replay'],
];

const room = (names) => `^src/(${names.join('|')})/`;

// A room sees the floors below it.
const upward = floors.flatMap((names, floor) => {
  const above = floors.slice(floor + 1).flat();
  return above.length === 0
    ? []
    : [
        {
          name: `no-import-from-above:${names.join('+')}`,
          severity: 'error',
          from: { path: room(names) },
          to: { path: room(above) },
        },
      ];
});

// On its own floor a room is entered only through its module or a port.
const sideways = floors.flat().map((name) => ({
  name: `enter-by-module-or-port:${name}`,
  severity: 'error',
  from: {
    path: room(
      floors
        .find((floor) => floor.includes(name))
        .filter((other) => other !== name)
        .concat('^'),
    ),
  },
  to: { path: room([name]), pathNot: '\\.(module|port)\\.ts$' },
}));

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphans',
      severity: 'error',
      from: {
        orphan: true,
        pathNot: '\\.(spec|command|process|thread)\\.ts$|^client/|^docs/|^bench/|\\.port\\.ts$|^migrations/',
      },
      to: {},
    },
    {
      name: 'known-rooms-only',
      severity: 'error',
      from: { path: '^src/[^/]+/', pathNot: room(floors.flat()) },
      to: {},
    },
    ...upward,
    ...sideways,
    {
      name: 'model-is-pure',
      comment:
        'A model folder knows no packages, no Node and nothing outside models, the wire and the kernel’s pure parts.',
      severity: 'error',
      from: { path: '^src/[^/]+/model/', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: '^src/[^/]+/model/|^src/wire/|^src/kernel/(assert|outcome|clock)\\.ts$' },
    },
    {
      name: 'client-sees-wire-and-models',
      severity: 'error',
      from: { path: '^(client|docs/examples)/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^src/', pathNot: '^src/wire/|^src/[^/]+/model/' },
    },
    {
      name: 'program-does-not-import-tests',
      severity: 'error',
      from: { path: '^(src|client|docs|migrations|bench)/', pathNot: '\\.spec\\.ts$' },
      to: { path: '\\.spec\\.ts$|^test/' },
    },
    {
      name: 'no-development-packages',
      severity: 'error',
      from: { path: '^(src|migrations)/', pathNot: '\\.spec\\.ts$' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
    },
    { name: 'not-to-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
