import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, expect, test } from '@jest/globals';
import { programFile, projectRoot } from '../../src/kernel/program.js';
import { AccessTokens } from '../../src/people/access-tokens.js';
import type { MatchDetails } from '../../src/wire/match-doors.js';
import type { MatchEvent } from '../../src/wire/matches.js';
import type { Transcript } from '../../src/wire/replay.js';
import { dataFolder } from '../support/data-folder.js';
import { matchFile } from '../support/match-files.js';
import { startedApp, type StartedApp } from '../support/started-app.js';
import { tempFolder } from '../support/temp-folder.js';
import { until } from '../support/until.js';

/** What a test that failed left open. */
const running: StartedApp[] = [];
afterEach(() => Promise.allSettled(running.splice(0).map((one) => one.stop())));

const SAID = ['Good morning, and welcome to the ground.', 'The covers are off, and here come the umpires.'];

/** Everything that there is of a match and of what was heard of it, as anybody may read it. */
async function everythingOf(origin: string, match: string, channel: string) {
  const read = async (path: string): Promise<string> => {
    const answer = await fetch(`${origin}/v1/${path}`);
    expect([path, answer.status]).toEqual([path, 200]);
    return Buffer.from(await answer.arrayBuffer()).toString('base64');
  };
  const events: MatchEvent[] = [];
  for (let after = 0; ;) {
    const page = (await (await fetch(`${origin}/v1/matches/${match}/events?after=${after}&limit=200`)).json()) as {
      events: MatchEvent[];
    };
    events.push(...page.events);
    if (page.events.length === 0) break;
    after = page.events.at(-1)?.seq ?? after;
  }
  const { state } = (await (await fetch(`${origin}/v1/matches/${match}`)).json()) as MatchDetails;
  const files = ['archive.mp3?deadAir=kept', 'captions.vtt', 'chapters.json', 'waveform.json'];
  const archive = await Promise.all(files.map((file) => read(`channels/${channel}/${file}`)));
  const answer = await fetch(`${origin}/v1/channels/${channel}/transcript.json`);
  // A program that starts puts the moments of the last minutes to its own clock; nothing moves within them.
  const said = ((await answer.json()) as Transcript).segments.map((segment) => ({ ...segment, startsAt: 0 }));
  return { events, state, archive, said };
}

async function command(name: 'backup' | 'restore', words: readonly string[], data: string): Promise<void> {
  const program = programFile(`src/database/backup/${name}.command.js`);
  const env = { PATH: process.env['PATH'], LONGWAVE_DATA: data };
  await promisify(execFile)(process.execPath, [program, ...words], { cwd: projectRoot, env });
}

async function toldWhole({ app, origin }: StartedApp): Promise<{ readonly match: string; readonly channel: string }> {
  const { token } = await app.get(AccessTokens).issue({ role: 'admin', id: randomUUID(), session: randomUUID() });
  const post = async <T>(path: string, body: string, type: string): Promise<T> => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': type, 'idempotency-key': randomUUID() };
    const answer = await fetch(`${origin}/v1/${path}`, { method: 'POST', headers, body });
    if (!answer.ok) throw new Error(await answer.text());
    return (await answer.json()) as T;
  };
  const { id, channels } = await post<MatchDetails>(
    'match-files?language=en',
    matchFile('win-by-runs.json'),
    'application/octet-stream',
  );
  const channel = channels[0]?.channel ?? '';
  for (const text of SAID) await post(`channels/${channel}/requests`, JSON.stringify({ text }), 'application/json');
  await until(
    'it was heard',
    async () => {
      const answer = await fetch(`${origin}/v1/channels/${channel}/transcript.json`);
      return ((await answer.json()) as Transcript).segments.length >= SAID.length;
    },
    60_000,
  );
  await post(`matches/${id}/start?at_once=true`, '{}', 'application/json');
  const state = await until('it is over', async () => {
    const details = (await (await fetch(`${origin}/v1/matches/${id}`)).json()) as MatchDetails;
    return details.state.lifecycle === 'finished' && details.state;
  });
  expect(state.seq).toBeGreaterThan(30);
  return { match: id, channel };
}

test('[BK10] a whole match is restored with every event of it, and everything that was heard to the byte', async () => {
  const [from, to, out] = [dataFolder('from'), dataFolder('to'), await tempFolder()];
  const source = await startedApp({ LONGWAVE_DATA: from });
  running.push(source);
  const { match, channel } = await toldWhole(source);
  const before = await everythingOf(source.origin, match, channel);
  await source.stop();
  running.pop();
  await command('backup', ['--out', join(out, 'backup')], from);
  await command('restore', ['--from', join(out, 'backup')], to);
  const target = await startedApp({ LONGWAVE_DATA: to });
  running.push(target);
  expect(await everythingOf(target.origin, match, channel)).toEqual(before);
  for (const folder of [from, to]) rmSync(folder, { recursive: true });
}, 180_000);
