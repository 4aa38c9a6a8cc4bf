/** How a file stands that is played. */
export interface DeckView {
  readonly atS: number;
  /** Somebody wants to hear it: it sounds, or would if it could. */
  readonly isStarted: boolean;
  /** It was heard to its end, and whoever hears it wants more. */
  readonly isHeard: boolean;
  readonly isPlaying: boolean;
  /** It would sound if there were sound. */
  readonly isWaiting: boolean;
  /** The browser gave up on it. */
  readonly isBroken: boolean;
}

const EVENTS = ['play', 'pause', 'playing', 'waiting', 'timeupdate', 'seeking', 'seeked', 'ended', 'error'] as const;
/** From here on there is sound for the place where it is. */
const HAVE_FUTURE_DATA = 3;

/** Plays one file, from any place of it, at any speed. */
export class Deck {
  private readonly element: HTMLAudioElement;
  private address: string | undefined;
  /** Also while the file is one that cannot be played. */
  private isWanted = false;

  constructor(onChange: () => void) {
    this.element = new Audio();
    this.element.preload = 'metadata';
    this.element.addEventListener('pause', () => {
      // By the system too, whose buttons are not ours; and at the end by itself.
      const { error, paused, ended } = this.element;
      if (error === null && paused && !ended) this.isWanted = false;
    });
    for (const event of EVENTS) this.element.addEventListener(event, onChange);
  }

  view(): DeckView {
    const { currentTime, paused, ended, error, readyState } = this.element;
    return {
      atS: currentTime,
      isStarted: this.isWanted && !ended,
      isHeard: this.isWanted && ended,
      isPlaying: !paused && !ended && error === null,
      isWaiting: !paused && !ended && readyState < HAVE_FUTURE_DATA,
      isBroken: error !== null,
    };
  }

  /** Where it is at this very moment: what was drawn may be a step of a key behind. */
  get atS(): number {
    return this.element.currentTime;
  }

  /** The same moment is heard on from another file, or from the same at another address. */
  load(address: string, atS: number, isStarted: boolean): void {
    const speed = this.element.playbackRate;
    this.address = address;
    this.element.src = address;
    this.element.currentTime = atS;
    this.setSpeed(speed);
    this.isWanted = false;
    if (isStarted) void this.play();
  }

  async play(): Promise<void> {
    const { address } = this;
    this.isWanted = true;
    try {
      await this.element.play();
    } catch (error) {
      // Paused or loaded anew before it began, or a file that cannot be played, of which `error` tells.
      if (!(error instanceof DOMException) && this.address === address) throw error;
      if (error instanceof DOMException && error.name === 'NotAllowedError') this.isWanted = false;
    }
  }

  pause(): void {
    this.isWanted = false;
    this.element.pause();
  }

  seek(toS: number): void {
    this.element.currentTime = Math.max(0, toS);
  }

  setSpeed(speed: number): void {
    // The first is forgotten with every file.
    this.element.playbackRate = speed;
    this.element.defaultPlaybackRate = speed;
  }

  end(): void {
    this.element.pause();
    this.element.removeAttribute('src');
    this.element.load();
  }
}
