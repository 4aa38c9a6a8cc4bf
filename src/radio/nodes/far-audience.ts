import { z } from 'zod';
import type { Questions } from '../../fanout/questions.port.js';
import type { Cancel, ServerMs } from '../../kernel/clock.js';
import type { ServerTime } from '../../kernel/server-time.port.js';
import { Report } from '../../wire/radio.js';
import type { ListenerReports } from '../listener-reports.js';
import type { Stations } from '../stations.js';
import type { FarCounts, Tally } from '../tally.js';
import type { Relays } from './relays.js';

const EVERY_MS = 1_000;
/** A node that says nothing for so long has no listeners any more. */
const SILENT_MS = 5_000;
const NAME = 'audience-here';

const count = z.int().min(0);
const Sum = z.object({
  node: z.string(),
  channel: z.string(),
  counts: z.object({
    listeners: count,
    hosts: count,
    streams: count,
    reached: z.record(z.string(), z.object({ offeredTo: count, heardBy: count })),
  }),
  /** What listeners reported since the last time, and who of those who had reported left. */
  reports: z.array(z.tuple([z.string(), Report])),
  left: z.array(z.string()),
});
type Sum = z.infer<typeof Sum>;

interface Heard {
  readonly at: ServerMs;
  readonly connections: ReadonlySet<string>;
}

export interface FarAudienceParts {
  readonly time: ServerTime;
  readonly questions: Questions;
  readonly stations: Stations;
  readonly tally: Tally;
  readonly reports: ListenerReports;
  readonly relays: Pick<Relays, 'channels'>;
  readonly node: string;
}

/** Who listens at other nodes: each sums it up once a second for who conducts. */
export class FarAudience {
  private readonly heard = new Map<string, Heard>();
  private readonly told = new Map<string, ReadonlyMap<string, Report>>();
  private timer: Cancel | undefined;

  constructor(private readonly parts: FarAudienceParts) {
    parts.questions.answer(NAME, (body) => {
      this.hear(Sum.parse(body));
      return Promise.resolve(undefined);
    });
  }

  begin(): void {
    if (!this.parts.questions.isPossible) return;
    const round = (): void => {
      this.tell();
      this.forget();
      this.timer = this.parts.time.after(EVERY_MS, round);
    };
    this.timer = this.parts.time.after(EVERY_MS, round);
  }

  end(): void {
    this.timer?.();
  }

  /** Tells its queue to the host who has just joined there, before that node counts for the first time. */
  hostJoins(channel: string, node: string): void {
    const name = nameOf(channel, node);
    this.parts.tally.hostedElsewhere(channel, node);
    this.heard.set(name, { at: this.parts.time.now(), connections: this.heard.get(name)?.connections ?? new Set() });
  }

  private tell(): void {
    const { questions, relays, tally, node } = this.parts;
    const relayed = relays.channels;
    for (const channel of this.told.keys()) if (!relayed.has(channel)) this.told.delete(channel);
    for (const [channel, conducting] of relayed) {
      const sum: Sum = { node, channel, counts: tally.counts(channel), ...this.reportsOf(channel) };
      questions.tell(conducting, NAME, sum);
    }
  }

  private reportsOf(channel: string): Pick<Sum, 'reports' | 'left'> {
    const { reports, tally } = this.parts;
    const before = this.told.get(channel) ?? new Map<string, Report>();
    const now = new Map([...reports.of(channel)].filter(([connection]) => !tally.isHost(channel, connection)));
    this.told.set(channel, now);
    return {
      reports: [...now].filter(([connection, report]) => before.get(connection) !== report),
      left: [...before.keys()].filter((connection) => !now.has(connection)),
    };
  }

  private hear({ node, channel, counts, reports, left }: Sum): void {
    const { stations, tally, time } = this.parts;
    // Whoever sums for us took us for who conducts: it will find who does.
    if (stations.running(channel) === undefined) return;
    const name = nameOf(channel, node);
    const connections = new Set(this.heard.get(name)?.connections);
    tally.countedElsewhere(channel, node, counts satisfies FarCounts);
    for (const [connection, report] of reports) {
      connections.add(connection);
      this.parts.reports.reported(connection, report);
    }
    for (const connection of left) {
      connections.delete(connection);
      this.parts.reports.left(channel, connection);
    }
    this.heard.set(name, { at: time.now(), connections });
    stations.attended(channel);
  }

  private forget(): void {
    const { stations, tally, reports, time } = this.parts;
    for (const [name, { at, connections }] of this.heard) {
      const [channel, node] = JSON.parse(name) as [string, string];
      if (time.now() - at < SILENT_MS && stations.running(channel) !== undefined) continue;
      this.heard.delete(name);
      tally.countedElsewhere(channel, node, undefined);
      for (const connection of connections) reports.left(channel, connection);
      stations.attended(channel);
    }
  }
}

function nameOf(channel: string, node: string): string {
  return JSON.stringify([channel, node]);
}
