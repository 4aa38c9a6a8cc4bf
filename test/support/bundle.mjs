// Prints one script that sets `radio` to all that some files export: `node test/support/bundle.mjs <file> …`.
import { build } from 'vite';

const files = process.argv.slice(2);
const everything = {
  name: 'everything',
  resolveId: (id) => (id.endsWith('everything') ? 'everything' : undefined),
  load: (id) => (id === 'everything' ? files.map((file) => `export * from '${file}';`).join('\n') : undefined),
};
const [{ output }] = await build({
  configFile: false,
  logLevel: 'error',
  plugins: [everything],
  build: { write: false, lib: { entry: 'everything', formats: ['iife'], name: 'radio', fileName: 'radio' } },
});
process.stdout.write(`${output[0].code}\nwindow.radio = radio;`);
