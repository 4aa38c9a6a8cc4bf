import type { Line, LineEvents } from '../../client/src/connection/line.js';

interface Sent {
  readonly at: number;
  readonly event: string;
  readonly body: unknown;
}

/** In the place of an answer: there is none. */
export const NEVER = Symbol('never');

/** A line to nowhere that a test holds in its hands: it says when the line opens and shuts, and what is answered. */
export class HeldLine {
  readonly sent: Sent[] = [];
  /** When it was told to open. */
  readonly opened: number[] = [];
  /** What is answered at once, by event; what is not here is never answered. */
  answers: Record<string, () => unknown> = {};
  private given: LineEvents | undefined;

  constructor(private readonly now: () => number) {}

  get events(): LineEvents {
    if (this.given === undefined) throw new Error('Nobody has made a line of it.');
    return this.given;
  }

  readonly make = (events: LineEvents): Line => {
    this.given = events;
    return {
      open: () => this.opened.push(this.now()),
      shut: () => undefined,
      send: (event, body, answered) => {
        this.sent.push({ at: this.now(), event, body });
        const answer = this.answers[event]?.() ?? NEVER;
        if (answer !== NEVER) answered?.(answer);
      },
    };
  };

  timesOf(event: string): number[] {
    return this.sent.filter((one) => one.event === event).map(({ at }) => at);
  }
}
