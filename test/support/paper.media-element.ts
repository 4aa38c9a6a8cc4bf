import type { MediaElement } from '../../client/src/player/live-stream.js';

type Event = Parameters<MediaElement['addEventListener']>[0];

/** An `<audio>` element that does what a test says, and writes down what it was asked for. */
export class PaperMediaElement implements MediaElement {
  readonly asked: string[] = [];
  volume = 1;
  muted = false;
  playbackRate = 1;
  currentTime = 0;
  ended = false;
  error: unknown = null;
  /** What playing ends with, as long as nothing else is said. */
  plays: () => Promise<void> = () => Promise.resolve();
  private readonly runs: (readonly [Event, () => void])[] = [];
  private source = '';

  get src(): string {
    return this.source;
  }

  set src(address: string) {
    this.source = address;
    this.currentTime = 0;
    [this.ended, this.error] = [false, null];
    this.asked.push(address);
  }

  play(): Promise<void> {
    return this.plays();
  }

  pause(): void {
    this.tell('pause');
  }

  removeAttribute(): void {
    this.source = '';
  }

  load(): void {
    this.currentTime = 0;
  }

  addEventListener(event: Event, run: () => void): void {
    this.runs.push([event, run]);
  }

  tell(...events: readonly Event[]): void {
    // What has ended says first that it stands still.
    this.ended ||= events.includes('ended');
    for (const event of events) {
      if (event === 'error') this.error = new Error('away');
      for (const [name, run] of this.runs) if (name === event) run();
    }
  }
}
