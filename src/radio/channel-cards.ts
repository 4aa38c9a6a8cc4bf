import type { ServerTime } from '../kernel/server-time.port.js';
import type { ChannelCard, ChannelView } from '../wire/host.js';
import type { Attendance } from './attendance.port.js';
import type { Channel, ChannelStore, Standing } from './channel-store.port.js';
import { isHeard } from './model/order.js';
import type { Stations } from './stations.js';
import type { Tally } from './tally.js';

export interface CardParts {
  readonly time: ServerTime;
  readonly stations: Stations;
  readonly store: ChannelStore;
  readonly tally: Tally;
  readonly attendance: Attendance;
}

interface Doing extends Standing {
  readonly listeners: number;
}

/** What channels do now, for who looks for one: what runs here is known, of all others what is kept. None is taken for it. */
export class ChannelCards {
  constructor(private readonly parts: CardParts) {}

  async of(channels: readonly Channel[]): Promise<ChannelCard[]> {
    const here = new Map(channels.map(({ id }) => [id, this.here(id)]));
    const elsewhere = channels.filter(({ id }) => here.get(id) === undefined).map(({ id }) => id);
    const kept = elsewhere.length === 0 ? new Map<string, Doing>() : await this.kept(elsewhere);
    return channels.map((channel) => ({
      ...viewOf(channel),
      ...(here.get(channel.id) ?? kept.get(channel.id) ?? UNKNOWN),
    }));
  }

  private here(channel: string): Doing | undefined {
    const { stations, tally, time } = this.parts;
    const state = stations.running(channel)?.state;
    if (state === undefined) return undefined;
    const { listeners } = tally.audience(channel);
    return { phase: state.phase.name, isOnAir: isHeard(state, time.now()), listeners };
  }

  private async kept(ids: readonly string[]): Promise<ReadonlyMap<string, Doing>> {
    const { store, attendance } = this.parts;
    const [standings, present] = await Promise.all([store.standings(ids), attendance.present(ids)]);
    return new Map(
      [...standings].map(([id, standing]) => [id, { ...standing, listeners: present.get(id) ?? 0 }] as const),
    );
  }
}

// It was there a moment ago, and is not any more.
const UNKNOWN: Doing = { phase: 'closed', isOnAir: false, listeners: 0 };

export function viewOf({
  id,
  title,
  language,
  match,
  visibility,
  archived,
  keepDays,
  gapMs,
  createdAt,
}: Channel): ChannelView {
  const rest = { id, title, language, visibility, archived, keepDays, gapMs };
  return { ...rest, match: match ?? null, createdAt: new Date(createdAt).toISOString() };
}
