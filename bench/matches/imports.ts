import { SystemClock } from '../../src/kernel/clock.js';
import type { MatchDetails } from '../../src/wire/match-doors.js';
import type { Figure } from '../figure.js';
import { House } from '../radio/house.js';
import { cricsheetFile } from './cricsheet-file.js';

const LOOK_EVERY_MS = 50;

/** Files of whole matches sent one after the other, and then told at once, all of them. */
export async function imports(files: number): Promise<readonly Figure[]> {
  const texts = Array.from({ length: files }, (_, nth) => Buffer.from(cricsheetFile(nth + 1)));
  const house = await House.start();
  try {
    const ids: string[] = [];
    const sendingMs = await elapsedMs(async () => {
      for (const bytes of texts) ids.push((await send(house, bytes)).id);
    });
    let events = 0;
    const tellingMs = await elapsedMs(async () => {
      for (const id of ids) await house.call(`/v1/matches/${id}/start?at_once=true`, { method: 'POST' });
      for (const id of ids) events += (await toldWhole(house, id)).state.seq;
    });
    const bytes = texts.reduce((sum, text) => sum + text.length, 0) / files;
    return [
      { name: 'files: size', value: bytes / 1_000, unit: 'kB' },
      { name: 'files: events of each', value: events / files, unit: '' },
      { name: 'files: taken', value: files / (sendingMs / 1_000), unit: 'files/s' },
      { name: 'files: told at once', value: events / (tellingMs / 1_000), unit: 'events/s' },
    ];
  } finally {
    await house.remove();
  }
}

function send(house: House, bytes: Buffer<ArrayBuffer>): Promise<MatchDetails> {
  return house.call('/v1/match-files', { method: 'POST', bytes });
}

async function toldWhole(house: House, id: string): Promise<MatchDetails> {
  const clock = new SystemClock();
  for (;;) {
    const match = await house.call<MatchDetails>(`/v1/matches/${id}`);
    if (!match.isPlaying) return match;
    await clock.sleep(LOOK_EVERY_MS);
  }
}

async function elapsedMs(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}
