import { positionAt } from '../../src/radio/model/sounding.js';
import type { Following } from '../../src/radio/model/following.js';
import type { SimulatedListener } from './listener.js';
import type { Link } from './link.js';
import type { Scene } from './scene.js';
import { endOf, FRAME, soundAt, type Sound, type ToldTimeline } from './told-timeline.js';

interface Heard {
  /** How many of its frames, from the first; parts of one count. */
  frames: number;
  /** On which connection; nothing while it was not whole, and heard what it held. */
  readonly link: Link | undefined;
  readonly clockId: string | undefined;
}

/** No lead is shorter: what was decided later changes nothing of what is heard now. */
const LEAD_MS_MIN = 400;

/** Listens with one listener, at every step of the world. */
export class EarChecks {
  /** Checked against the end of the log, and not only against what had arrived. */
  comparedLive = 0;
  private following: Following | undefined;
  private upTo: number | undefined;
  private link: Link | undefined;
  private readonly heard = new Map<string, Heard>();
  private readonly excused = new Set<string>();

  constructor(
    private readonly listener: SimulatedListener,
    private readonly scene: Scene,
  ) {}

  look(told: ToldTimeline): void {
    const at = this.listener.heardAt();
    this.listen(at, told);
    const { following } = this.listener;
    if (at === undefined || following.last === undefined) return;
    const { epoch, seq } = following.last;
    if (seq === 0) return;
    const version = told.version({ epoch, seq });
    if (version === undefined) return this.scene.broken(`${this.listener.name} follows ${epoch}.${seq}`);
    if (following.notice !== version.notice) {
      this.scene.broken(
        `${this.listener.name} reads ${following.notice}, told at ${epoch}.${seq} is ${version.notice}`,
      );
    }
    // Told of another clock, it is about to ask for everything anew.
    if (version.clock.clockId !== following.clockId) return;
    const position = positionAt(following, at);
    const sound = position && { chunk: position.entry.chunk, frame: position.frame };
    const expected = soundAt(version, at);
    if (!isSame(sound, expected)) {
      this.scene.broken(
        `${this.listener.name} hears ${of(sound)} at ${at}, told at ${epoch}.${seq} is ${of(expected)}`,
      );
    }
    this.compareLive(told, { at, sound });
  }

  // Whoever knows all that was decided more than a lead ago hears what is heard at this moment of the channel.
  private compareLive(
    told: ToldTimeline,
    { at, sound }: { readonly at: number; readonly sound: Sound | undefined },
  ): void {
    const { head } = told;
    const { following, isInStep } = this.listener;
    const { last } = following;
    if (!isInStep || head === undefined || last === undefined || last.epoch !== head.epoch) return;
    const now = this.scene.clock.now();
    for (let seq = last.seq + 1; seq <= head.seq; seq += 1) {
      if (told.takeovers.has(seq) || (told.decidedAt[seq] ?? 0) <= now - LEAD_MS_MIN + FRAME) return;
    }
    this.comparedLive += 1;
    // Compared already.
    if (last.seq === head.seq) return;
    const expected = soundAt(head, at);
    if (!isSame(sound, expected)) {
      this.scene.broken(`${this.listener.name} hears ${of(sound)} at ${at}, everybody else ${of(expected)}`);
    }
  }

  // Between two steps it heard what it held after the first of them.
  private listen(at: number | undefined, told: ToldTimeline): void {
    const { following, upTo } = this;
    const next = this.listener.following;
    if (following !== undefined && upTo !== undefined && at !== undefined && following !== next) {
      this.excuseLateNews(following, next.clockId === following.clockId ? at : upTo, told);
    }
    if (following !== undefined && upTo !== undefined && at !== undefined && at > upTo) {
      if (next.clockId === following.clockId) this.listenTo(following, upTo, at);
    }
    this.following = next;
    this.upTo = at;
    this.link = this.listener.isInStep ? this.listener.link : undefined;
  }

  private listenTo({ entries, clockId }: Following, from: number, to: number): void {
    for (const entry of entries) {
      if (entry.startsAt >= to) break;
      const end = endOf(entry);
      if (end <= from) continue;
      const first = (Math.max(from, entry.startsAt) - entry.startsAt) / FRAME;
      const known = this.heard.get(entry.chunk);
      const { link } = this;
      // In the time of another clock everything may have moved by up to a frame.
      const slack = known?.clockId === clockId ? 0.01 : 1.01;
      const isAgain = known !== undefined && known.link === link && link !== undefined && first < known.frames - slack;
      if (isAgain && !this.excused.has(entry.chunk)) {
        this.scene.broken(`${this.listener.name} hears ${entry.chunk} again from frame ${first.toFixed(1)}`);
      }
      this.heard.set(entry.chunk, { frames: (Math.min(to, end) - entry.startsAt) / FRAME, link, clockId });
    }
  }

  // What had begun when the news came that it was withdrawn: allowed only where the news took longer than any lead.
  private excuseLateNews(before: Following, at: number, told: ToldTimeline): void {
    const { following } = this.listener;
    const starts = new Map(following.entries.map(({ chunk, startsAt }) => [chunk, startsAt]));
    const withdrawn = before.entries.filter(({ chunk, startsAt }) => startsAt <= at && starts.get(chunk) !== startsAt);
    if (withdrawn.length === 0) return;
    const [from, to] = [before.last?.seq ?? 0, following.last?.seq ?? 0];
    const late = this.scene.clock.now() - LEAD_MS_MIN + 2 * FRAME;
    const isLate = told.decidedAt.some(
      (when, seq) => seq > from && seq <= to && (when <= late || told.takeovers.has(seq)),
    );
    if (isLate) for (const { chunk } of withdrawn) this.excused.add(chunk);
  }
}

function isSame(one: Sound | undefined, other: Sound | undefined): boolean {
  return one?.chunk === other?.chunk && one?.frame === other?.frame;
}

function of(sound: Sound | undefined): string {
  return sound === undefined ? 'nothing' : `${sound.chunk} ${sound.frame}`;
}
