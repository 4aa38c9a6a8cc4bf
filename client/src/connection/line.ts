/** What the connection needs of the place it runs in. A browser, Node and a simulation give it in their own ways. */
export interface Surroundings {
  /** Local milliseconds that never go back. */
  readonly now: () => number;
  /** Runs once, after `ms`. The returned function calls it off. */
  readonly after: (ms: number, run: () => void) => () => void;
  /** Evenly drawn, from 0 up to 1. */
  readonly random: () => number;
}

/** What a line tells. After `onShut` it is silent until it is opened again. */
export interface LineEvents {
  onOpen(): void;
  onShut(why: string): void;
  onMessage(name: string, body: unknown): void;
}

/** A way to the server that opens when told to and never by itself. */
export interface Line {
  open(): void;
  /** Tells nothing any more. */
  shut(): void;
  /** `answered` is called at most once, if an answer comes. */
  send(event: string, body: unknown, answered?: (answer: unknown) => void): void;
}

export type MakeLine = (events: LineEvents) => Line;
