import type { Cancel } from '../kernel/clock.js';
import { Fault } from '../kernel/fault.js';
import type { ServerTime } from '../kernel/server-time.port.js';
import type { Report } from '../wire/radio.js';
import type { Log } from '../watch/log.port.js';
import type { Attendance, Presence } from './attendance.port.js';
import type { ListenerReports } from './listener-reports.js';
import type { Stations } from './stations.js';
import type { Tally } from './tally.js';

const EVERY_MS = 1_000;
/** While the database is away so many comings and goings are remembered; of more only the counts in memory are right. */
const WAITING_MAX = 50_000;
const AT_ONCE_MAX = 2_000;

export interface ClerkParts {
  readonly time: ServerTime;
  readonly attendance: Attendance;
  readonly tally: Tally;
  readonly stations: Stations;
  readonly reports: ListenerReports;
  readonly log: Log;
}

export interface Joining {
  readonly person: string | undefined;
  readonly isHost: boolean;
}

/** Writes down, once a second, who came, who left and who heard what. Nothing of the programme waits for it. */
export class AttendanceClerk {
  private came = new Map<string, Presence>();
  private went = new Map<string, Pick<Presence, 'connection' | 'channel'>>();
  private timer: Cancel | undefined;
  private ended = false;

  constructor(private readonly parts: ClerkParts) {}

  begin(): void {
    this.timer = this.parts.time.after(EVERY_MS, () => void this.round());
  }

  async end(): Promise<void> {
    this.ended = true;
    this.timer?.();
    await this.write();
  }

  joined(channel: string, connection: string, { person, isHost }: Joining): void {
    this.parts.tally.joined(channel, connection, isHost);
    this.parts.stations.attended(channel);
    const name = `${channel} ${connection}`;
    this.went.delete(name);
    if (this.came.size < WAITING_MAX) {
      this.came.set(name, { connection, channel, ...(person === undefined ? {} : { person }) });
    }
  }

  left(channel: string, connection: string): void {
    this.parts.tally.left(channel, connection);
    this.parts.reports.left(channel, connection);
    this.parts.stations.attended(channel);
    const name = `${channel} ${connection}`;
    this.came.delete(name);
    if (this.went.size < WAITING_MAX) this.went.set(name, { connection, channel });
  }

  reported(connection: string, report: Report): void {
    this.parts.reports.reported(connection, report);
    this.parts.tally.hearsStream(report.channel, connection, report.hasStream ?? false);
  }

  private async round(): Promise<void> {
    await this.write();
    await this.askForLead();
    if (!this.ended) this.begin();
  }

  private async write(): Promise<void> {
    try {
      await writeSome(this.came, (rows) => this.parts.attendance.joined(rows));
      await writeSome(this.went, (rows) => this.parts.attendance.left(rows));
      for (const channel of this.parts.tally.known) {
        const { states, more } = this.parts.tally.untold(channel);
        // A batch of unknown end is not told again: its counts would be added twice.
        if (states.length + more.length > 0) await this.parts.attendance.heard(states, more);
      }
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      this.parts.log.warn('who listens could not be written down', { error });
    }
  }

  private async askForLead(): Promise<void> {
    for (const channel of this.parts.stations.channels) {
      const conductor = this.parts.stations.running(channel);
      const leadMs = conductor && this.parts.reports.leadAsked(channel, conductor.state.leadMs);
      if (conductor === undefined || leadMs === undefined) continue;
      try {
        await conductor.carryOut({ type: 'setLead', leadMs });
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        this.parts.log.warn('the lead could not be set', { error });
      }
    }
  }
}

// What was written is forgotten; what could not be stays for the next second.
async function writeSome<Row>(waiting: Map<string, Row>, write: (rows: Row[]) => Promise<void>): Promise<void> {
  const some = [...waiting].slice(0, AT_ONCE_MAX);
  if (some.length === 0) return;
  await write(some.map(([, row]) => row));
  for (const [name, row] of some) if (waiting.get(name) === row) waiting.delete(name);
}
