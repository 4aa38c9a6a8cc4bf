import type { ChannelState } from '../../src/radio/model/state.js';
import type { Scene } from './scene.js';
import { endOf, type Version } from './told-timeline.js';

const WAITING_MAX = 200;
const NORMAL_MAX = 190;

/** What is written beside the log: it has to say the same, keep to its maxima, and never change what has ended. */
export class StateChecks {
  private readonly ended = new Map<string, string>();

  constructor(private readonly scene: Scene) {}

  check(state: ChannelState, version: Version): void {
    const { requests } = state;
    const onAir = requests.filter(({ place }) => place.at === 'air');
    if (onAir.length > 1) this.scene.broken('two requests are on air');
    if (onAir[0]?.id !== version.onAir) this.scene.broken(`on air is ${onAir[0]?.id}, told is ${version.onAir}`);
    const waiting = requests.filter(({ place }) => place.at === 'queue' || place.at === 'aside');
    if (waiting.length > WAITING_MAX) this.scene.broken(`${waiting.length} requests wait`);
    const calm = waiting.filter(({ urgency, place }) => urgency !== 'flash' && place.at === 'queue');
    if (calm.length > NORMAL_MAX) this.scene.broken('no place is kept for flashes');
    const told = `${version.waiting} ${version.phase} ${version.leadMs} ${version.notice}`;
    const is = `${waiting.length} ${state.phase.name} ${state.leadMs} ${state.notice ?? null}`;
    if (told !== is) this.scene.broken(`told ${told}, written ${is}`);
    this.checkStarts(state, version);
    this.checkEnded(state);
  }

  private checkStarts({ requests }: ChannelState, version: Version): void {
    const told = new Map(version.entries.map((entry) => [entry.chunk, entry]));
    for (const { chunks } of requests) {
      for (const { id, start } of chunks) {
        const entry = told.get(id);
        told.delete(id);
        const isSame = start?.at === entry?.startsAt && start?.frames === entry?.frames;
        if (!isSame && !isPast(start, version.at)) this.scene.broken(`${id} starts otherwise than it was told`);
      }
    }
    const [more] = [...told.values()].filter((entry) => endOf(entry) > version.at);
    if (more !== undefined) this.scene.broken(`${more.chunk} was told and is not written`);
  }

  private checkEnded({ requests }: ChannelState): void {
    for (const { id, place } of requests) {
      const known = this.ended.get(id);
      const is = place.at === 'ended' ? `${place.as} ${place.reason}` : place.at;
      if (known !== undefined && known !== is) this.scene.broken(`${id} was ${known} and is ${is}`);
      if (place.at === 'ended') this.ended.set(id, is);
    }
  }
}

// What sounded a while ago is told no more.
function isPast(start: { readonly at: number } | undefined, now: number): boolean {
  return start !== undefined && start.at < now - 40_000;
}
