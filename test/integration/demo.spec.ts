import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { MatchDetails, MatchPage } from '../../src/wire/match-doors.js';
import { dataFolder } from '../support/data-folder.js';
import { Program } from '../support/program.js';
import { until } from '../support/until.js';

let folder: string;
let program: Program;
let origin: string;

async function start(environment: Readonly<Record<string, string>>): Promise<void> {
  program = new Program({ environment: { LONGWAVE_DATA: folder, ...environment } });
  origin = await program.origin();
}
async function end(): Promise<void> {
  program.signal('SIGTERM');
  expect(await program.ended()).toBe(0);
  await program.remove();
}
async function read<T>(path: string): Promise<T> {
  return (await (await fetch(`${origin}${path}`)).json()) as T;
}

beforeAll(() => {
  folder = dataFolder('demo');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('[MA20] a first start has a match on air and a finished one, says that they are made up, and is rid of them by DEMO=off', async () => {
  await start({ DEMO: 'on' });
  await until('it says where it is', () =>
    /Demo match +\S+\/match\/demo \(made up; DEMO=off removes it\)/.test(program.out),
  );
  const { channels } = await read<MatchDetails>('/v1/matches/demo');
  // Heard: a live stream has more than silence in it. The words that sound first are in its queue by then.
  await until('something is on air', async () => {
    const { isOnAir } = await read<{ isOnAir: boolean }>(`/v1/channels/${channels[0]?.channel ?? ''}`);
    return isOnAir ? true : undefined;
  });
  const finished = await until('the finished one', async () => {
    const { matches } = await read<MatchPage>('/v1/matches?status=finished');
    return matches.find(({ id }) => id === 'demo-finished');
  });
  expect(finished).toMatchObject({ isDemo: true, state: { lifecycle: 'finished', finish: { result: 'win' } } });
  expect(finished.title).toContain('made up');
  await end();

  await start({ DEMO: 'off' });
  expect((await read<MatchPage>('/v1/matches')).matches).toEqual([]);
  expect((await read<{ channels: { id: string; phase: string }[] }>('/v1/channels')).channels).toMatchObject([
    { phase: expect.stringMatching(/^clos/) as unknown },
    { id: 'match-day', phase: 'open' },
  ]);
  await end();

  await start({ DEMO: 'on' });
  expect((await read<MatchPage>('/v1/matches')).matches).toEqual([]);
  await end();
}, 60_000);

test('[MA20] in production there is none', async () => {
  const other = dataFolder('no-demo');
  program = new Program({ environment: { LONGWAVE_DATA: other, DEMO: 'on', NODE_ENV: 'production' } });
  origin = await program.origin();
  expect((await read<MatchPage>('/v1/matches')).matches).toEqual([]);
  await end();
  rmSync(other, { recursive: true, force: true });
});
