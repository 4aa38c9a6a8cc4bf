import type { Figure } from '../figure.js';
import type { Air } from './air.js';
import { Crowd, ratesAt } from './crowd.js';
import { clock, Listener } from './listener.js';
import { monotonicMs, quantile } from './moments.js';

const BETWEEN_MS = 20;
const SETTLE_MS = 2_000;
const TEXT = Array.from({ length: 20 }, (_, at) => `Over ${at} of the day, and the field is spread wide for the spin.`);

/** From asking to join to having the snapshot, while a crowd listens, probes and acknowledges, and a text is on air. */
export async function lateJoins(
  air: Air,
  { listeners, joins }: { listeners: number; joins: number },
): Promise<Figure[]> {
  const studio = await air.studio();
  const place = { origin: air.house.origin, channel: studio.channel };
  const crowd = new Crowd(listeners, 1);
  try {
    await crowd.open(place);
    await crowd.begin(place, await ratesAt(place));
    await studio.startOf(await studio.say(TEXT.join(' ')));
    await clock.sleep(SETTLE_MS);
    const tookMs: number[] = [];
    for (let at = 0; at < joins; at += 1) {
      const late = new Listener(place, () => undefined);
      await late.connect();
      const askedAt = monotonicMs();
      const { snapshot } = await late.join();
      tookMs.push(monotonicMs() - askedAt);
      if (snapshot?.entries.length === 0) throw new Error('Nothing is on air any more.');
      late.close();
      await clock.sleep(BETWEEN_MS);
    }
    return [
      { name: `late join to snapshot among ${listeners}, p50`, value: quantile(tookMs, 0.5), unit: 'ms' },
      { name: `late join to snapshot among ${listeners}, p99`, value: quantile(tookMs, 0.99), unit: 'ms', aim: '<=50' },
    ];
  } finally {
    await crowd.close();
  }
}
