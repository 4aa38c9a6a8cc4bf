// Prints a bill of materials (CycloneDX): every package that is delivered, as the lockfile has it, whatever platform it is
// for. `npm sbom` lists them with what it knows of each; which of them are delivered the lockfile says better: with
// `--omit dev` npm leaves out what production and development share.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

// A package that lies in two places, of which one is for development, bears this wrongly.
const DEVELOPMENT = 'cdx:npm:package:development';

const root = fileURLToPath(new URL('.', import.meta.url));
const listed = spawnSync('npm sbom --sbom-format cyclonedx --package-lock-only', {
  cwd: root,
  // npm is a script of its own kind on every system; the shell finds it.
  shell: true,
  encoding: 'utf8',
  maxBuffer: 1 << 26,
  stdio: ['ignore', 'pipe', 'inherit'],
});
if (listed.status !== 0) process.exit(listed.status ?? 1);

const bill = JSON.parse(listed.stdout);
const delivered = deliveredIn(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')));
const components = bill.components
  .filter((component) => delivered.has(component['bom-ref']))
  .map((component) => ({ ...component, properties: component.properties.filter(({ name }) => name !== DEVELOPMENT) }));
const { component } = bill.metadata;
const known = new Set([component, ...components].map((one) => one['bom-ref']));
const dependencies = bill.dependencies
  .filter(({ ref }) => known.has(ref))
  .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((other) => known.has(other)) }));
// npm takes the folder's name for the project's.
const metadata = { ...bill.metadata, component: { ...component, type: 'application', name: 'longwave' } };
process.stdout.write(`${JSON.stringify({ ...bill, metadata, components, dependencies }, null, 2)}\n`);

function deliveredIn({ packages }) {
  const places = Object.entries(packages).filter(([path, { dev }]) => path !== '' && dev !== true);
  return new Set(places.map(([path, { version }]) => `${path.split('node_modules/').at(-1)}@${version}`));
}
