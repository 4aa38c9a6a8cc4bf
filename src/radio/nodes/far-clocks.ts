import type { Cancel, ServerMs } from '../../kernel/clock.js';
import { Fault } from '../../kernel/fault.js';
import type { ServerTime } from '../../kernel/server-time.port.js';
import type { Questions } from '../../fanout/questions.port.js';
import { ClockAnswer } from '../../wire/radio.js';
import { BURST, serverAt, withBurst, type ClockFilter, type Probe } from '../model/clock-filter.js';

const EVERY_MS = 10_000;
const PROBE_MS = 500;

interface Measured {
  filter: ClockFilter | undefined;
  /** By which of our own clocks. */
  ours: string;
  users: number;
  first: Promise<void>;
  cancel: Cancel;
}

/** The time of other nodes, as this one's and a difference that is measured again every ten seconds. */
export class FarClocks {
  private readonly nodes = new Map<string, Measured>();

  constructor(
    private readonly time: ServerTime,
    private readonly questions: Questions,
  ) {
    questions.answer('clock', () => Promise.resolve({ clockId: time.clockId, serverNow: time.now() }));
  }

  /** Its time is known from the first measurement on, until `release`. */
  async use(node: string): Promise<void> {
    const known = this.nodes.get(node) ?? this.begin(node);
    known.users += 1;
    await known.first;
  }

  release(node: string): void {
    const known = this.nodes.get(node);
    if (known === undefined) return;
    known.users -= 1;
    if (known.users > 0) return;
    known.cancel();
    this.nodes.delete(node);
  }

  /** What time it is there, where that is known. */
  of(node: string): { readonly clockId: string; readonly serverNow: ServerMs } | undefined {
    const known = this.nodes.get(node);
    if (known?.filter === undefined || known.ours !== this.time.clockId) return undefined;
    return { clockId: known.filter.clockId, serverNow: serverAt(known.filter, this.time.now()) };
  }

  private begin(node: string): Measured {
    const measured: Measured = {
      filter: undefined,
      ours: this.time.clockId,
      users: 0,
      first: Promise.resolve(),
      cancel: () => undefined,
    };
    this.nodes.set(node, measured);
    measured.first = this.measure(node, measured);
    return measured;
  }

  private async measure(node: string, measured: Measured): Promise<void> {
    const ours = this.time.clockId;
    const probes = await this.burst(node);
    // Across a suspend of ours a difference says nothing.
    if (ours === this.time.clockId) {
      measured.filter = withBurst(measured.ours === ours ? measured.filter : undefined, probes);
      measured.ours = ours;
    }
    if (measured.users === 0 && this.nodes.get(node) !== measured) return;
    measured.cancel = this.time.after(probes.length === 0 ? PROBE_MS : EVERY_MS, () => {
      void this.measure(node, measured);
    });
  }

  private async burst(node: string): Promise<Probe[]> {
    const probes: Probe[] = [];
    try {
      while (probes.length < BURST) {
        const sentAt = this.time.now();
        const answer = ClockAnswer.safeParse(await this.questions.ask(node, 'clock', {}, PROBE_MS));
        // A node of another version may say it otherwise: its time is not known then.
        if (!answer.success) return [];
        probes.push({ ...answer.data, sentAt, answeredAt: this.time.now() });
      }
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
    }
    return probes;
  }
}
