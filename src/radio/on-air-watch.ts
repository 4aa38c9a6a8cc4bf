import type { ServerMs } from '../kernel/clock.js';
import type { Stepped } from './conducting.js';
import { FRAME_MS } from '../audio/model/frames.js';
import { isLive } from './model/order.js';
import { soundingAt, timelineOf } from './model/timeline.js';
import type { RadioMetrics } from './radio.metrics.js';

/** Counts what steps mean: how requests end, how long they waited for air, and how long a channel was silent that had something to say. */
export class OnAirWatch {
  private countedUntil: ServerMs;

  constructor(
    private readonly metrics: RadioMetrics,
    now: ServerMs,
  ) {
    this.countedUntil = now;
  }

  stepped({ before, after, events, now }: Stepped): void {
    this.countDeadAir(before, now);
    for (const event of events) {
      if (event.type === 'ended') {
        this.metrics.requests.inc({ status: event.ending.as, reason: event.ending.reason });
      }
      if (event.type !== 'onAir') continue;
      const request = after.requests.find(({ id }) => id === event.id);
      if (request?.chunks[0]?.start?.at === event.at) {
        this.metrics.onAirLag.observe(Math.max(0, event.at - request.acceptedAt) / 1_000);
      }
    }
  }

  // Between two steps nothing was announced or withdrawn, so what was silent can be told from the state before the second.
  private countDeadAir(state: Stepped['before'], now: ServerMs): void {
    const from = this.countedUntil;
    this.countedUntil = Math.max(from, now);
    if (state.phase.name !== 'open' || !state.requests.some(isLive)) return;
    const timeline = timelineOf(state);
    let silentMs = 0;
    for (let at = from; at < now;) {
      const sounding = soundingAt(timeline, at);
      const next = sounding?.end ?? Math.min(now, timeline.find((entry) => entry.at > at)?.at ?? now);
      if (sounding === undefined) silentMs += breathless(state, at, next);
      at = Math.max(next, at + FRAME_MS);
    }
    if (silentMs > 0) this.metrics.deadAir.inc(silentMs / 1_000);
  }
}

// The breath after a request is no dead air.
function breathless(state: Stepped['before'], from: ServerMs, until: ServerMs): number {
  const endedAt = timelineOf(state).findLast(({ end }) => end <= from)?.end ?? -Infinity;
  return Math.max(0, until - Math.max(from, endedAt + state.gapMs));
}
