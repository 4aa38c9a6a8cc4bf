import { Injectable } from '@nestjs/common';
import { MatchStore } from '../matches/match-store.port.js';
import type { Chaptered } from './model/chapters.js';

const PAGE = 500;

/** What happened in the match of a channel, and what was said of it there. */
@Injectable()
export class ToldMatches {
  constructor(private readonly matches: MatchStore) {}

  async on(channel: string): Promise<Pick<Chaptered, 'events' | 'lines'>> {
    const match = await this.matches.ofChannel(channel);
    if (match === undefined) return { events: [], lines: [] };
    const events = await allOf(
      (after) => this.matches.events(match, { after, limit: PAGE }),
      ({ seq }) => seq,
    );
    return { events, lines: await this.lines(match, channel) };
  }

  /** Which event each request on it tells of. */
  async eventsOf(channel: string): Promise<ReadonlyMap<string, number>> {
    const match = await this.matches.ofChannel(channel);
    const lines = match === undefined ? [] : await this.lines(match, channel);
    return new Map(lines.flatMap(({ request, event }) => (request === null ? [] : [[request, event]])));
  }

  private async lines(match: string, channel: string): Promise<Chaptered['lines']> {
    const changes = await allOf(
      (after) => this.matches.lineChanges(match, after, PAGE),
      ({ change }) => change,
    );
    return changes.map(({ line }) => line).filter((line) => line.channel === channel);
  }
}

async function allOf<T>(page: (after: number) => Promise<readonly T[]>, placeOf: (one: T) => number): Promise<T[]> {
  const all: T[] = [];
  for (let last: T | undefined; ;) {
    const next = await page(last === undefined ? 0 : placeOf(last));
    all.push(...next);
    last = next.at(-1);
    if (next.length < PAGE) return all;
  }
}
