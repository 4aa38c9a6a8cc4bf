import type { Microphone, MicrophoneTrouble, Recording } from './microphone.js';

/** Sound of a minute at most is taken; a little less is sent. */
export const TALK_MS_MAX = 55_000;
/** A press that is shorter starts what the next press ends, for whom holding is hard. */
const LATCH_MS = 400;
const TOO_SHORT_MS = 250;

export type TalkState =
  | { readonly phase: 'off'; readonly trouble?: MicrophoneTrouble | 'lost' }
  | { readonly phase: 'opening' | 'on' | 'sending' }
  | { readonly phase: 'recording'; readonly since: number; readonly isLatched: boolean }
  /** It could not be sent: it is kept for as long as the page is open. */
  | { readonly phase: 'kept'; readonly recording: Recording; readonly reason: string };

export interface TalkWays {
  readonly open: (told: { onLevel(level: number): void; onLost(): void }) => Promise<Microphone | MicrophoneTrouble>;
  /** Why it could not be sent; nothing where it was. */
  readonly send: (recording: Recording, spokenAt: number) => Promise<string | undefined>;
  readonly wallNow: () => number;
  readonly after: (ms: number, run: () => void) => () => void;
  readonly onChange: () => void;
  readonly onTooShort: () => void;
}

/** Push to talk: what is held is recorded, what is let go is sent, and Escape throws it away. */
export class Talking {
  level = 0;
  private current: TalkState = { phase: 'off' };
  private microphone: Microphone | undefined;
  private cancelLimit: (() => void) | undefined;
  private spokenAt = 0;

  constructor(private readonly ways: TalkWays) {}

  get state(): TalkState {
    return this.current;
  }

  async turnOn(): Promise<void> {
    if (this.current.phase !== 'off') return;
    this.become({ phase: 'opening' });
    const opened = await this.ways.open({
      onLevel: (level) => {
        this.level = level;
        this.ways.onChange();
      },
      onLost: () => this.turnOff('lost'),
    });
    if (typeof opened === 'string') return this.become({ phase: 'off', trouble: opened });
    this.microphone = opened;
    this.become({ phase: 'on' });
  }

  turnOff(trouble?: 'lost'): void {
    this.cancelLimit?.();
    this.microphone?.close();
    this.microphone = undefined;
    this.level = 0;
    this.become(trouble === undefined ? { phase: 'off' } : { phase: 'off', trouble });
  }

  press(): void {
    const { current } = this;
    if (current.phase === 'recording' && current.isLatched) return void this.finish();
    if (current.phase !== 'on') return;
    this.microphone?.record();
    this.cancelLimit = this.ways.after(TALK_MS_MAX, () => void this.finish());
    this.become({ phase: 'recording', since: this.ways.wallNow(), isLatched: false });
  }

  release(): void {
    const { current } = this;
    if (current.phase !== 'recording' || current.isLatched) return;
    if (this.ways.wallNow() - current.since >= LATCH_MS) return void this.finish();
    this.become({ ...current, isLatched: true });
  }

  throwAway(): boolean {
    const { phase } = this.current;
    if (phase !== 'recording' && phase !== 'kept') return false;
    this.cancelLimit?.();
    void this.microphone?.stop();
    this.become({ phase: this.microphone === undefined ? 'off' : 'on' });
    return true;
  }

  async sendAgain(): Promise<void> {
    if (this.current.phase === 'kept') await this.send(this.current.recording);
  }

  private async finish(): Promise<void> {
    this.cancelLimit?.();
    if (this.current.phase !== 'recording') return;
    this.become({ phase: 'sending' });
    this.spokenAt = this.ways.wallNow();
    const recording = await this.microphone?.stop();
    if (recording !== undefined && recording.durationMs >= TOO_SHORT_MS) return this.send(recording);
    this.ways.onTooShort();
    this.become({ phase: this.microphone === undefined ? 'off' : 'on' });
  }

  private async send(recording: Recording): Promise<void> {
    this.become({ phase: 'sending' });
    const reason = await this.ways.send(recording, this.spokenAt);
    if (reason !== undefined) this.become({ phase: 'kept', recording, reason });
    else this.become({ phase: this.microphone === undefined ? 'off' : 'on' });
  }

  private become(state: TalkState): void {
    this.current = state;
    this.ways.onChange();
  }
}
