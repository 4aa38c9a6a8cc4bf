import type { Surroundings } from '../connection/line.js';
import { type Anchor, anchorOf, type AudioMapping, isEnough, mappingOf, type Reading, withAnchor } from './anchors.js';

const EVERY_MS = 20;

/** Keeps reading where the loudspeaker is, as long as it runs. */
export class AudioClock {
  private anchors: readonly Anchor[] = [];
  private cancel: (() => void) | undefined;

  constructor(
    private readonly read: () => Reading | undefined,
    private readonly surroundings: Surroundings,
    /** Where the loudspeaker is has become known: what is to sound can be put in its place. */
    private readonly onKnown: () => void,
  ) {}

  start(): void {
    this.stop();
    this.sample();
  }

  stop(): void {
    this.cancel?.();
    this.forget();
  }

  /** The sound stopped or changed its way: what was known before is of no use. */
  forget(): void {
    this.anchors = [];
  }

  mapping(): AudioMapping | undefined {
    return mappingOf(this.anchors);
  }

  private sample(): void {
    const reading = this.read();
    const anchor = reading && anchorOf(reading);
    const wasKnown = isEnough(this.anchors);
    if (anchor !== undefined) this.anchors = withAnchor(this.anchors, anchor);
    this.cancel = this.surroundings.after(EVERY_MS, () => this.sample());
    if (!wasKnown && isEnough(this.anchors)) this.onKnown();
  }
}
