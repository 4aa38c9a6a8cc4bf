import { FRAME_MS } from '../../src/audio/model/frames.js';
import type { Figure } from '../figure.js';
import type { Air, Studio } from './air.js';
import { clock } from './listener.js';
import { monotonicMs, quantile } from './moments.js';

const LEAD_MS = 600;
const GAP_MS = 408;
/** Apart enough that flashes fall anywhere in the chunks that they interrupt. */
const BETWEEN_FLASHES_MS = 2_700;
const FLASHES_A_TEXT = 8;

const BATTERS = ['Smith', 'Kohli', 'Root', 'Mandhana', 'Perry', 'Stokes', 'Jansen', 'Lamb', 'Devine', 'Rashid'];

/**
 * From the acceptance of a request on a silent channel to its first start. What speech and audio took themselves is taken off:
 * the witness in the server measures, for each request, how long its first piece was waited for, from the call to the frames.
 * Timing the same words beforehand would take off another moment's load.
 */
export async function requestsToAir(air: Air, rounds: number): Promise<Figure[]> {
  const studio = await air.studio();
  const oursMs: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const text = `${BATTERS[round % BATTERS.length]} takes run number ${round}.`;
    const before = studio.told.length;
    const request = await studio.say(text);
    const { startsAt } = await studio.startOf(request);
    const acceptedAt = studio.told[before]?.at ?? Number.NaN;
    const ownMs = await air.house.program.ask<number>('ownMs', text);
    // The first voice that speaks is started for it.
    if (round > 0) oursMs.push(startsAt - acceptedAt - ownMs);
    await studio.endOf(request);
  }
  return [
    { name: 'accepted to air, less speech and audio, p50', value: quantile(oursMs, 0.5), unit: 'ms' },
    {
      name: 'accepted to air, less speech and audio, p95',
      value: quantile(oursMs, 0.95),
      unit: 'ms',
      aim: `<=${LEAD_MS + 100}`,
    },
  ];
}

/** The silence between two requests that were both prepared, as it was announced. */
export async function gaps(air: Air, rounds: number): Promise<Figure[]> {
  const studio = await air.studio();
  const gapsMs: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await studio.command('pause');
    const first = await studio.say(`${BATTERS[round % BATTERS.length]} drives.`);
    const second = await studio.say('And they run two.');
    await studio.prepared();
    await studio.command('resume');
    const { startsAt, frames } = await studio.startOf(first);
    gapsMs.push((await studio.startOf(second)).startsAt - startsAt - frames * FRAME_MS);
    await studio.endOf(second);
  }
  return [
    {
      name: `gap between prepared requests, furthest from ${GAP_MS}`,
      value: Math.max(...gapsMs.map((gap) => Math.abs(gap - GAP_MS))),
      unit: 'ms',
      aim: '<=0',
    },
  ];
}

/** From a host's words being sent to the start of the flash, while sentences of nearly 8 s are on air. */
export async function flashes(air: Air, rounds: number): Promise<Figure[]> {
  const studio = await air.studio();
  const offsetMs = await studio.offsetMs();
  const tookMs: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    if (round % FLASHES_A_TEXT === 0) await nextLongText(studio, round);
    await clock.sleep(BETWEEN_FLASHES_MS);
    const sentAt = monotonicMs() + offsetMs;
    const flash = await studio.say(`Wicket! That is number ${round}.`, 'flash');
    tookMs.push((await studio.startOf(flash)).startsAt - sentAt);
    await studio.endOf(flash);
  }
  return [
    { name: 'flash to air, p50', value: quantile(tookMs, 0.5), unit: 'ms', aim: '<=2500' },
    { name: 'flash to air, p95', value: quantile(tookMs, 0.95), unit: 'ms', aim: '<=4000' },
  ];
}

async function nextLongText(studio: Studio, round: number): Promise<void> {
  const before = (await studio.queue()).requests ?? [];
  for (const { id } of before) await studio.cutShort(id);
  const sentence = `${BATTERS[round % BATTERS.length]} walks slowly all the way back to the end of the very long run up under the old pavilion clock before turning at last`;
  const request = await studio.say(Array.from({ length: 14 }, () => `${sentence}.`).join(' '));
  await studio.startOf(request);
}
