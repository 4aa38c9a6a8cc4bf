import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from '@jest/globals';
import { SystemClock } from '../../src/kernel/clock.js';
import { programFile } from '../../src/kernel/program.js';
import { VirtualClock } from '../../src/kernel/virtual.clock.js';
import { FileReader } from '../../src/matches/file-reader.js';
import { matchFile } from '../support/match-files.js';
import { tempFolder } from '../support/temp-folder.js';
import { until } from '../support/until.js';

const file = Buffer.from(matchFile('football.jsonl'));

/** A thread that does something else; the first of them leaves a mark when it is asked. */
async function thread(does: string): Promise<{ readonly path: string; readonly mark: string }> {
  const folder = await tempFolder();
  const [path, mark] = [join(folder, 'thread.mjs'), join(folder, 'mark')];
  const ours = JSON.stringify(pathToFileURL(programFile('src/matches/file-reading.work.js')).href);
  await writeFile(
    path,
    `import { existsSync, writeFileSync } from 'node:fs';
    import { parentPort } from 'node:worker_threads';
    import { work } from ${ours};
    const mark = ${JSON.stringify(mark)};
    const isFirst = () => !existsSync(mark) && (writeFileSync(mark, ''), true);
    parentPort.on('message', (question) => { ${does} });`,
  );
  return { path, mark };
}

test.each([
  ['ends', 'if (isFirst()) process.exit(1)'],
  ['fails', 'if (isFirst()) throw new Error("no")'],
  ['takes all memory', 'if (isFirst()) for (const all = []; ;) all.push(new Array(1e6).fill(all))'],
])('[MA88] whose file is read by a thread that %s is told so, and the next file is read', async (_, does) => {
  const { path } = await thread(`${does}; parentPort.postMessage(work(question));`);
  const reader = new FileReader(new SystemClock(), path);
  await expect(reader.read(file)).rejects.toMatchObject({ code: 'matches.reading-failed', retryable: true });
  expect(await reader.read(file)).toMatchObject({ sport: 'football' });
  await reader.close();
});

test('[MA88] whose file is not read within 15 s is told so, and so is who comes when twenty wait', async () => {
  const clock = new VirtualClock();
  const { path, mark } = await thread('if (!isFirst()) parentPort.postMessage(work(question));');
  const reader = new FileReader(clock, path);
  const hanging = expect(reader.read(file)).rejects.toMatchObject({ code: 'matches.reading-failed' });
  const waiting = Array.from({ length: 20 }, () => reader.read(file));
  await expect(reader.read(file)).rejects.toMatchObject({ code: 'matches.reading-busy', retryAfterS: 5 });
  await until('the first is being read', () => existsSync(mark));
  await clock.advance(14_999);
  expect(clock.waiting).toBe(1);
  await clock.advance(1);
  await hanging;
  for (const read of await Promise.all(waiting)) expect(read).toMatchObject({ sport: 'football' });
  await reader.close();
});
