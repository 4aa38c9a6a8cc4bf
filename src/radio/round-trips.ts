import { Injectable } from '@nestjs/common';
import { leadDiffers, leadFor, REPORTS_MIN } from './model/lead.js';

const REPORTS_MAX = 1_000;

/** The last round trip each listener reported, by channel; of very many, those who reported last. */
@Injectable()
export class RoundTrips {
  private readonly channels = new Map<string, Map<string, number>>();

  reported(channel: string, connection: string, roundTripMs: number): void {
    const known = this.channels.get(channel) ?? new Map<string, number>();
    this.channels.set(channel, known);
    known.delete(connection);
    known.set(connection, roundTripMs);
    const [oldest] = known.keys();
    if (known.size > REPORTS_MAX && oldest !== undefined) known.delete(oldest);
  }

  left(channel: string, connection: string): void {
    const known = this.channels.get(channel);
    known?.delete(connection);
    if (known?.size === 0) this.channels.delete(channel);
  }

  /** Another lead, if the listeners ask for one. Where too few have reported, what a host has set stays. */
  leadAsked(channel: string, leadMs: number): number | undefined {
    const reported = [...(this.channels.get(channel)?.values() ?? [])];
    if (reported.length < REPORTS_MIN) return undefined;
    const asked = leadFor(reported);
    return leadDiffers(asked, leadMs) ? asked : undefined;
  }
}
