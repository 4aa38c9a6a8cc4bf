// Builds the pages into the folder that is named: `node client/build.mjs dist/client`.
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('.', import.meta.url));
const [folder = join(root, '..', 'dist', 'client')] = process.argv.slice(2);
const pages = readdirSync(root).filter((name) => name.endsWith('.html'));

await build({
  root,
  configFile: false,
  logLevel: 'warn',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: resolve(folder),
    emptyOutDir: true,
    target: 'es2022',
    // The pages may load nothing that stands inside themselves.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: pages.map((page) => join(root, page)) },
  },
});
