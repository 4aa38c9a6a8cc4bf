import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { projectRoot } from '../src/kernel/program.js';
import { testTitles } from './support/test-titles.js';
import { sourceFiles } from './support/project-files.js';

const promised = [
  ...readFileSync(join(projectRoot, 'docs/promises.md'), 'utf8').matchAll(/^- \*\*([A-Z]+\d+)\*\* /gm),
].map((match) => match[1]);
const titles = sourceFiles()
  .filter((file) => /\.(spec|contract)\.ts$/.test(file.path))
  .flatMap((file) => testTitles(file));
const named = titles.flatMap(({ title }) => promisesIn(title));

describe('promises', () => {
  test('[RE1] every promise has its number once', () => {
    expect(promised.filter((id, at) => promised.indexOf(id) !== at)).toEqual([]);
  });

  test('[RE1] every promise has a test', () => {
    expect(promised.filter((id) => !named.includes(id ?? ''))).toEqual([]);
  });

  test('[RE1] every promise a test names is written down', () => {
    expect(named.filter((id) => !promised.includes(id))).toEqual([]);
  });

  test('[RE1] every test names a promise', () => {
    expect(titles.length).toBeGreaterThan(300);
    expect(titles.filter(({ title }) => promisesIn(title).length === 0).map(({ place }) => place)).toEqual([]);
  });

  test('[RE1] a test without a promise is found however it is written', () => {
    const text = [
      "test('[K1] one', () => {});",
      "test('none', () => {});",
      'test.each([[1], [2]])(`none %i`, () => {});',
      "test.each<[string]>([['[K1] here']])(",
      "  '[K2] [K3] two of %s',",
      '  () => {});',
      "describe('[K4] a group', () => { it(title, () => {}); });",
      'test(`[K5] for ${name}`, () => {});',
      'test(`${name} [K6]`, () => {});',
      "test.concurrent('[K7] with others', () => {});",
    ].join('\n');
    const found = testTitles({ path: 'a.spec.ts', text });
    expect(found.map(({ place, title }) => [place, promisesIn(title)])).toEqual([
      ['a.spec.ts:1', ['K1']],
      ['a.spec.ts:2', []],
      ['a.spec.ts:3', []],
      ['a.spec.ts:4', ['K2', 'K3']],
      ['a.spec.ts:7', []],
      ['a.spec.ts:8', ['K5']],
      ['a.spec.ts:9', []],
      ['a.spec.ts:10', ['K7']],
    ]);
  });
});

function promisesIn(title: string): string[] {
  const [ids = ''] = /^(\[[A-Z]+\d+\] ?)+/.exec(title) ?? [];
  return [...ids.matchAll(/[A-Z]+\d+/g)].map(([id]) => id);
}
