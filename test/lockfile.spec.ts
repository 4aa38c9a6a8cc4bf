import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { projectRoot } from '../src/kernel/program.js';

interface LockedPackage {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly deprecated?: string;
  readonly dev?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

interface Bill {
  readonly bomFormat: string;
  readonly metadata: { readonly component: { readonly name: string } };
  readonly components: readonly { readonly name: string; readonly version: string; readonly 'bom-ref': string }[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

const lock = JSON.parse(readFileSync(join(projectRoot, 'package-lock.json'), 'utf8')) as {
  readonly packages: Readonly<Record<string, LockedPackage>>;
};
const manifest = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as Record<
  'dependencies' | 'devDependencies' | 'optionalDependencies',
  Readonly<Record<string, string>>
>;
const packages = Object.entries(lock.packages).filter(([path]) => path !== '');

// The first release without the known hole: what is older must not be locked, however it got in.
const FLOORS: Readonly<Record<string, string>> = {
  '@nestjs/common': '11.1.19',
  '@nestjs/core': '11.1.19',
  '@nestjs/platform-express': '11.1.19',
  'engine.io': '6.4.2',
  multer: '2.1.0',
  'socket.io': '4.6.2',
  'socket.io-parser': '4.2.6',
  ws: '8.21.0',
};

describe('lockfile', () => {
  test('[RE3] every platform’s build of an optional package is locked', () => {
    const locked = new Set(packages.map(([path]) => nameOf(path)));
    const missing = packages.flatMap(([, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter((name) => !locked.has(name)),
    );
    expect(missing).toEqual([]);
  });

  test('[RE3] no package is bound to one registry’s address, and each has its hash', () => {
    expect(packages.filter(([, { resolved }]) => resolved !== undefined).map(([path]) => path)).toEqual([]);
    expect(packages.filter(([, { integrity }]) => integrity === undefined).map(([path]) => path)).toEqual([]);
  });

  test('[RE3] our own packages are pinned exactly and none is deprecated', () => {
    const ours = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies };
    expect(Object.entries(ours).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
    const deprecated = Object.keys(ours).filter((name) => lock.packages[`node_modules/${name}`]?.deprecated);
    expect(deprecated).toEqual([]);
  });

  test('[RE8] the bill of materials names every package that is delivered, and no other', () => {
    const delivered = packages.filter(([, { dev }]) => dev !== true);
    const { stdout } = spawnSync(process.execPath, ['sbom.mjs'], { cwd: projectRoot, encoding: 'utf8' });
    const bill = JSON.parse(stdout) as Bill;
    expect([bill.bomFormat, bill.metadata.component.name]).toEqual(['CycloneDX', 'longwave']);
    const named = bill.components.map(({ name, version }) => `${name} ${version}`);
    expect(named.toSorted()).toEqual(
      [...new Set(delivered.map(([path, { version }]) => `${nameOf(path)} ${version}`))].toSorted(),
    );
    // npm itself leaves out the first when development is left out, and takes the second for development.
    expect(named).toEqual(expect.arrayContaining(['pg-protocol 1.16.1', 'ansi-regex 6.6.0']));
    const known = new Set(bill.components.map((component) => component['bom-ref']));
    expect(bill.dependencies.flatMap(({ dependsOn }) => dependsOn).filter((ref) => !known.has(ref))).toEqual([]);
  });

  test.each(Object.entries(FLOORS))('[RE4] %s is nowhere older than %s', (name, floor) => {
    const versions = packages.filter(([path]) => nameOf(path) === name).map(([, { version }]) => version ?? '');
    expect(versions.length).toBeGreaterThan(0);
    expect(versions.filter((version) => isOlder(version, floor))).toEqual([]);
  });

  test('[RE4] older is told from newer', () => {
    expect(isOlder('8.9.0', '8.21.0')).toBe(true);
    expect(isOlder('8.21.0', '8.21.0')).toBe(false);
    expect(isOlder('9.0.0', '8.21.0')).toBe(false);
  });
});

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
}

function isOlder(version: string, floor: string): boolean {
  const [given, least] = [version, floor].map((text) => text.split('.').map((part) => Number.parseInt(part, 10)));
  for (const [at, part] of (least ?? []).entries()) {
    const own = given?.[at] ?? 0;
    if (own !== part) return own < part;
  }
  return false;
}
