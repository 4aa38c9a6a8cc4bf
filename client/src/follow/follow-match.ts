import '../connection/no-eval.js';
import { Line } from '../../../src/wire/match-doors.js';
import { MatchEvent, MatchState } from '../../../src/wire/matches.js';
import { backoffMs } from '../connection/backoff.js';
import type { Surroundings } from '../connection/line.js';
import { readingFrom, readOn, type Message, type Reading } from './event-stream.js';
import type { News } from './match-record.js';

export interface Follower {
  readonly tell: (news: readonly News[]) => void;
  /** Whether what happens arrives now. */
  readonly onOpen: (isOpen: boolean) => void;
}

export interface FollowWays {
  readonly surroundings: Surroundings;
  readonly token: () => Promise<string | undefined>;
  /** Calls when the page was asleep or without a network. The returned function stops it. */
  readonly onWake: (run: () => void) => () => void;
  /** Calls when the device has lost its network: a line over it may stay silent for long before it breaks. */
  readonly onOffline: (run: () => void) => () => void;
}

/** The server gives a sign of life every 15 s: without two of them, nobody is there. */
const SILENT_MS_MAX = 35_000;

/** Follows a match, over cut lines too, until the returned function is called. */
export function followMatch(match: string, follower: Follower, ways: FollowWays): () => void {
  const following = new Following(match, follower, ways);
  void following.run();
  return () => following.stop();
}

class Following {
  private reading: Reading = readingFrom();
  private leaving = new AbortController();
  private failures = 0;
  private hasStopped = false;
  private wake: () => void = () => undefined;
  private readonly stopWatching: readonly (() => void)[];

  constructor(
    private readonly match: string,
    private readonly follower: Follower,
    private readonly ways: FollowWays,
  ) {
    this.stopWatching = [ways.onWake(() => this.wake()), ways.onOffline(() => this.leaving.abort())];
  }

  stop(): void {
    this.hasStopped = true;
    for (const stop of this.stopWatching) stop();
    this.leaving.abort();
    this.wake();
  }

  async run(): Promise<void> {
    while (!this.hasStopped) {
      this.leaving = new AbortController();
      try {
        await this.read(this.leaving);
      } catch (error) {
        // A cut line is a TypeError, and a silent one was left by ourselves.
        if (!(error instanceof TypeError || error instanceof DOMException)) throw error;
      }
      if (this.hasStopped) return;
      this.follower.onOpen(false);
      await this.pause();
    }
  }

  private async read(leaving: AbortController): Promise<void> {
    const token = await this.ways.token();
    const { id } = this.reading;
    this.reading = readingFrom(id);
    const cancel = this.ways.surroundings.after(SILENT_MS_MAX, () => leaving.abort());
    const answer = await fetch(`/v1/matches/${this.match}/live`, {
      signal: leaving.signal,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(id === undefined ? {} : { 'last-event-id': id }),
      },
    }).finally(cancel);
    if (!answer.ok || answer.body === null) {
      // Whatever the place was that the server does not know: it is read from the start.
      if (answer.status === 400) this.reading = readingFrom();
      return;
    }
    this.follower.onOpen(true);
    const pieces = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let piece = await this.piece(pieces); !piece.done; piece = await this.piece(pieces)) {
      this.failures = 0;
      const { messages, ...reading } = readOn(this.reading, piece.value);
      this.reading = reading;
      const news = messages.flatMap(newsIn);
      if (news.length > 0 && !this.hasStopped) this.follower.tell(news);
    }
  }

  private async piece(pieces: ReadableStreamDefaultReader<string>): Promise<ReadableStreamReadResult<string>> {
    const { leaving } = this;
    const cancel = this.ways.surroundings.after(SILENT_MS_MAX, () => leaving.abort());
    return pieces.read().finally(cancel);
  }

  private pause(): Promise<void> {
    const { surroundings } = this.ways;
    return new Promise((resolve) => {
      const cancel = surroundings.after(backoffMs(this.failures, surroundings.random), resolve);
      this.failures += 1;
      this.wake = () => {
        cancel();
        resolve();
      };
    });
  }
}

// What a newer server tells beside these is not for this page.
function newsIn({ name, data }: Message): News[] {
  const said: unknown = JSON.parse(data);
  if (name === 'event') {
    const event = MatchEvent.safeParse(said).data;
    return event === undefined ? [] : [{ kind: 'event', event }];
  }
  if (name === 'line') {
    const line = Line.safeParse(said).data;
    return line === undefined ? [] : [{ kind: 'line', line }];
  }
  const state = name === 'state' ? MatchState.safeParse(said).data : undefined;
  return state === undefined ? [] : [{ kind: 'state', state }];
}
