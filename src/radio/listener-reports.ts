import { Injectable } from '@nestjs/common';
import type { Report } from '../wire/radio.js';
import { leadDiffers, leadFor, REPORTS_MIN } from './model/lead.js';

const REPORTS_MAX = 1_000;

/** The last report of each listener, by channel; of very many, those who reported last. */
@Injectable()
export class ListenerReports {
  private readonly channels = new Map<string, Map<string, Report>>();

  reported(connection: string, report: Report): void {
    const { channel } = report;
    const known = this.channels.get(channel) ?? new Map<string, Report>();
    this.channels.set(channel, known);
    known.delete(connection);
    known.set(connection, report);
    const [oldest] = known.keys();
    if (known.size > REPORTS_MAX && oldest !== undefined) known.delete(oldest);
  }

  left(channel: string, connection: string): void {
    const known = this.channels.get(channel);
    known?.delete(connection);
    if (known?.size === 0) this.channels.delete(channel);
  }

  /** Of those who reported and have not left, by connection. */
  of(channel: string): ReadonlyMap<string, Report> {
    return this.channels.get(channel) ?? new Map<string, Report>();
  }

  /** Another lead, if the listeners ask for one. Where too few have reported, what a host has set stays. */
  leadAsked(channel: string, leadMs: number): number | undefined {
    const reported = [...this.of(channel).values()];
    if (reported.length < REPORTS_MIN) return undefined;
    const asked = leadFor(reported.map(({ roundTripMs }) => roundTripMs));
    return leadDiffers(asked, leadMs) ? asked : undefined;
  }
}
