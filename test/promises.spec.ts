import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { projectRoot } from '../src/kernel/program.js';
import { sourceFiles } from './support/project-files.js';

const promised = [
  ...readFileSync(join(projectRoot, 'docs/promises.md'), 'utf8').matchAll(/^- \*\*([A-Z]+\d+)\*\* /gm),
].map((match) => match[1]);
const named = sourceFiles()
  .filter((file) => /\.(spec|contract)\.ts$/.test(file.path))
  .flatMap((file) => [...file.text.matchAll(/['`]((?:\[[A-Z]+\d+\] ?)+)/g)])
  .flatMap((match) => [...(match[1] ?? '').matchAll(/[A-Z]+\d+/g)])
  .map((match) => match[0]);

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
});
