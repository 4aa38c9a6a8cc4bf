import { FRAME_MS } from '../../src/audio/model/frames.js';
import type { Figure } from '../figure.js';
import { Air, until } from '../radio/air.js';
import { monotonicMs, quantile } from '../radio/moments.js';

/** From the end of the last sound until the archive has it, asked for every 20 ms. */
export async function ready(lines: number): Promise<readonly Figure[]> {
  return Air.during(async (air) => {
    const studio = await air.studio();
    const url = `${air.house.origin}/v1/channels/${studio.channel}/archive.mp3`;
    const offsetMs = await studio.offsetMs();
    const tookMs: number[] = [];
    for (let line = 0; line < lines; line += 1) {
      const before = await lengthOf(url);
      // One sentence is one chunk: the archive grows by it as a whole.
      const { startsAt, frames } = await studio.startOf(await studio.say(`That was number ${line} of the day.`));
      await until('the archive has it', async () => (await lengthOf(url)) > before);
      tookMs.push(monotonicMs() + offsetMs - (startsAt + frames * FRAME_MS));
    }
    return [
      { name: 'archive has the last line p50', value: quantile(tookMs, 0.5), unit: 'ms' },
      { name: 'archive has the last line, latest', value: Math.max(...tookMs), unit: 'ms', aim: '<=5000' },
    ];
  });
}

/** As it is told with its last bytes, which have been read. */
async function lengthOf(url: string): Promise<number> {
  const answer = await fetch(url, { headers: { range: 'bytes=-192' } });
  await answer.arrayBuffer();
  return Number(answer.headers.get('content-range')?.split('/')[1] ?? 0);
}
