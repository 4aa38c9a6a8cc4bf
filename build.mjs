// Makes the JavaScript of the program and of its pages: `node build.mjs dist`. Types are proven by `npm run check`; here they
// are only taken away, file by file, which takes a second where the compiler takes ten.
import * as fs from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transformFile } from '@swc/core';
import { build } from 'vite';

const root = fileURLToPath(new URL('.', import.meta.url));
const client = join(root, 'client');
const out = resolve(process.argv[2] ?? join(root, 'dist'));

const OPTIONS = {
  swcrc: false,
  sourceMaps: true,
  jsc: {
    target: 'es2022',
    parser: { syntax: 'typescript', decorators: true },
    keepClassNames: true,
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
  },
  module: { type: 'es6' },
};

// Pages are made for people, whatever the program that serves them is run as: a tool that sees `test` leaves more in them.
process.env.NODE_ENV = 'production';
await Promise.all([program(), pages()]);

async function program() {
  const files = ['src', 'migrations', 'bench', 'client/src/connection'].flatMap(sourcesIn);
  const workers = Array.from({ length: availableParallelism() * 2 }, async () => {
    for (let file = files.pop(); file !== undefined; file = files.pop()) await compile(file);
  });
  await Promise.all(workers);
}

function sourcesIn(folder) {
  if (!fs.existsSync(join(root, folder))) return [];
  return fs
    .readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.spec.ts'))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}

async function compile(file) {
  const made = join(out, relative(root, file)).replace(/\.ts$/, '.js');
  const { code, map } = await transformFile(file, { ...OPTIONS, outputPath: made });
  fs.mkdirSync(dirname(made), { recursive: true });
  const name = made.slice(made.lastIndexOf('/') + 1);
  fs.writeFileSync(made, `${code}\n//# sourceMappingURL=${name}.map\n`);
  fs.writeFileSync(`${made}.map`, map ?? '');
}

function pages() {
  const files = fs.readdirSync(client).filter((name) => name.endsWith('.html'));
  return build({
    root: client,
    configFile: false,
    logLevel: 'warn',
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: {
      outDir: join(out, 'pages'),
      emptyOutDir: true,
      target: 'es2022',
      // The pages may load nothing that stands inside themselves.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rolldownOptions: { input: files.map((name) => join(client, name)) },
    },
  });
}
