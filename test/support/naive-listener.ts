import type { Change, Entry } from '../../src/wire/radio.js';

/** A listener that does as it is told, in the order the wire asks for, and remembers what is to sound. */
export class NaiveListener {
  readonly timeline = new Map<string, { readonly startsAt: number; readonly frames: number }>();
  onAir: string | undefined;
  notice: string | null = null;

  hear({ withdrawn, ended, started, cued, chunks, queue }: Change): void {
    if (queue) this.notice = queue.notice;
    if (withdrawn) this.forgetFrom(withdrawn.from);
    for (const { request } of ended ?? []) if (this.onAir === request) this.onAir = undefined;
    if (started) this.onAir = started.request;
    this.add(started?.entries ?? []);
    this.add(cued?.entries ?? []);
    this.add(chunks ?? []);
    if (cued?.entries.some(({ text }) => text !== undefined)) throw new Error('words of what is only cued');
    if ([...(started?.entries ?? []), ...(chunks ?? [])].some(({ text }) => text === undefined)) {
      throw new Error('no words of what is on air');
    }
  }

  toCome(now: number): number {
    return [...this.timeline.values()].filter(({ startsAt }) => startsAt > now).length;
  }

  private forgetFrom(from: number): void {
    for (const [chunk, { startsAt, frames }] of this.timeline) {
      if (startsAt >= from) this.timeline.delete(chunk);
      else if (startsAt + frames * 24 > from) this.timeline.set(chunk, { startsAt, frames: (from - startsAt) / 24 });
    }
  }

  private add(entries: readonly Entry[]): void {
    for (const { chunk, startsAt, frames } of entries) this.timeline.set(chunk, { startsAt, frames });
  }
}
