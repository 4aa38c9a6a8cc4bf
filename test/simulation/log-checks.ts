import type { Claimed, Transition } from '../../src/radio/channel-store.port.js';
import type { ThisNode } from '../../src/radio/this-node.js';
import type { Join, Joined, LogRow } from '../../src/wire/radio.js';
import { NOON } from '../support/kept-channel.js';
import type { SimulatedDatabase } from './database.js';
import type { NodeWitness } from './node.js';
import type { BootClock } from './process.js';
import { CHANNEL, type Scene } from './scene.js';
import { StateChecks } from './state-checks.js';
import { TimelineChecks } from './timeline-checks.js';
import { moveMs, ToldTimeline } from './told-timeline.js';

interface LogParts {
  readonly scene: Scene;
  readonly database: SimulatedDatabase;
  readonly clockOf: (clockId: string) => BootClock | undefined;
}

/** Sees every write the moment it is done, and every message the moment it is sent. */
export class LogChecks implements NodeWitness {
  readonly told = new ToldTimeline();
  /** When the last channel was taken over, in the world's time. */
  tookOverAt = -Infinity;
  /** When the last commit arrived that was asked for more than a moment ago. */
  lateCommitAt = -Infinity;
  published = (row: LogRow): void => this.checkPublished(row);
  private term = 0;
  private hasWritten = false;
  private clock: BootClock | undefined;
  private readonly livedAt = new Map<string, number>();
  private owner: string | undefined;
  private aliveAt = NOON;
  /** When the last row was decided, in the world's time. */
  private wroteAt = -Infinity;
  private readonly state: StateChecks;
  private readonly timeline: TimelineChecks;

  constructor(private readonly parts: LogParts) {
    this.state = new StateChecks(parts.scene);
    this.timeline = new TimelineChecks(parts.scene);
  }

  lived({ run }: ThisNode): void {
    this.livedAt.set(run, this.parts.scene.clock.now());
  }

  claimed({ term, aliveAt, seq }: Claimed, here: ThisNode): void {
    const { scene, clockOf } = this.parts;
    const clock = clockOf(here.clockId);
    const { head } = this.told;
    if (clock === undefined) return scene.broken(`${here.clockId} is nobody's clock`);
    if (head !== undefined) this.timeline.moved(moveMs(head.clock, clock));
    this.told.taken(term, clock);
    this.hasWritten = false;
    if (term <= this.term) scene.broken(`term ${term} was minted after ${this.term}`);
    this.term = term;
    this.clock = clock;
    this.aliveAt = Math.max(
      this.owner === undefined ? scene.clock.now() : (this.livedAt.get(this.owner) ?? NOON),
      this.wroteAt,
      aliveAt - clock.offsetMs,
    );
    this.owner = here.run;
    // A channel nobody ever said anything on is not taken over.
    if (seq > 0) this.tookOverAt = scene.clock.now();
    scene.note(() => `term ${term} to ${here.node} ${here.clockId}`);
  }

  committed(transition: Transition, isNew: boolean): void {
    const { scene } = this.parts;
    const { row, after } = transition;
    const { clock } = this;
    const log = this.log();
    const kept = log[row.seq - 1];
    if (kept !== row) scene.broken(`${row.epoch}.${row.seq} was taken for written, and something else was`);
    if (!isNew || clock === undefined) return;
    scene.note(() => `${row.epoch}.${row.seq} ${row.name} ${JSON.stringify(summary(row))}`);
    if (row.seq !== log.length) scene.broken(`row ${row.seq} is number ${log.length}`);
    if (row.epoch !== this.term) scene.broken(`term ${row.epoch} wrote after term ${this.term} began`);
    if (row.epoch < (log.at(-2)?.epoch ?? 0)) scene.broken(`the epoch went back to ${row.epoch}`);
    const now = scene.clock.now();
    this.wroteAt = row.at - clock.offsetMs;
    if (now - this.wroteAt > 100) this.lateCommitAt = now;
    const before = this.told.head;
    const version = this.told.apply(row, clock);
    const isTakeover = !this.hasWritten && row.seq > 1;
    this.hasWritten = true;
    const live = new Set(transition.before.requests.filter(({ place }) => place.at !== 'ended').map(({ id }) => id));
    this.timeline.check({ row, before, version, live, ...(isTakeover ? { aliveAt: this.aliveAt } : {}) });
    this.state.check(after, version);
  }

  admitted({ epoch, seq, recovered, missed = [] }: Joined, { last }: Join): void {
    if (!recovered) return;
    const { scene } = this.parts;
    if (last === undefined) return scene.broken('who named nothing was told what it missed');
    const log = this.log();
    const rows = log.slice(last.seq, seq);
    if (last.seq > 0 && log[last.seq - 1]?.epoch !== last.epoch) scene.broken('recovered from an unknown place');
    const isExact = missed.length === rows.length && rows.every((row, at) => row.change === missed[at]?.change);
    if (!isExact) scene.broken(`recovered ${last.epoch}.${last.seq} to ${epoch}.${seq} with something else`);
  }

  private checkPublished(row: LogRow): void {
    if (this.log()[row.seq - 1] !== row) {
      this.parts.scene.broken(`${row.epoch}.${row.seq} was published and is not in the log`);
    }
  }

  private log(): readonly LogRow[] {
    return this.parts.database.memory.channels.get(CHANNEL)?.log ?? [];
  }
}

function summary({ change }: LogRow): object {
  const { withdrawn, ended, started, cued, chunks, queue } = change;
  const starts = [...(started?.entries ?? []), ...(cued?.entries ?? []), ...(chunks ?? [])].map(
    ({ chunk, startsAt, frames, last }) =>
      `${chunk.slice(-4)}@${((startsAt - NOON) / 1_000).toFixed(3)}+${frames * 24}${last ? '!' : ''}`,
  );
  return {
    ...(withdrawn && { withdrawn: [((withdrawn.from - NOON) / 1_000).toFixed(3), withdrawn.reason] }),
    ...(ended && { ended: ended.map(({ request, as, reason }) => [request.slice(-4), as, reason]) }),
    ...(started && { started: started.request.slice(-4) }),
    ...(starts.length > 0 && { starts }),
    ...(queue && { queue: [queue.waiting, queue.phase, queue.leadMs] }),
  };
}
