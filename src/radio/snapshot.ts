import type { ServerMs } from '../kernel/clock.js';
import type { Caption, Snapshot } from '../wire/radio.js';
import type { Conductor } from './conductor.js';
import { markOf, saidIn, soundsNow, toWire } from './model/change.js';
import { onAir, waitingCount } from './model/order.js';
import { CAPTION_KEPT_MS, ENTRY_KEPT_MS } from './model/sounding.js';
import { timelineOf } from './model/timeline.js';

export interface Asked {
  readonly now: ServerMs;
  readonly delayMs: number;
  readonly isHost: boolean;
}

/** The channel as somebody needs it who comes now and listens so much behind. */
export function snapshotOf(conductor: Conductor, { now, delayMs, isHost }: Asked): Snapshot {
  const { state, contents } = conductor;
  const from = now - delayMs - ENTRY_KEPT_MS;
  const timeline = timelineOf(state);
  const entries = timeline.filter(({ end }) => end > from);
  const captions = timeline.filter(({ at, end }) => end > from - CAPTION_KEPT_MS && at <= now);
  return {
    phase: state.phase.name,
    leadMs: state.leadMs,
    waiting: waitingCount(state),
    onAir: onAir(state)?.id ?? null,
    notice: state.notice ?? null,
    entries: entries.map((entry) =>
      entry.at <= now || soundsNow(state, entry) ? toWire(entry, contents.wordsOf) : toWire(entry),
    ),
    captions: captions.map(({ request, chunk, at }): Caption => {
      const { text, words } = saidIn({ request, chunk }, contents.wordsOf);
      const frames = chunk.start?.frames ?? 0;
      return { chunk: chunk.id, startsAt: at, frames, text, words: [...words], ...markOf(request) };
    }),
    ...(isHost ? { requests: conductor.queue() } : {}),
  };
}
