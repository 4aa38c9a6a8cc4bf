import { entryEnd, positionAt } from '../../../src/radio/model/sounding.js';
import type { Entry, ServerMs } from '../../../src/wire/radio.js';
import { median } from '../clock/quantile.js';
import type { Surroundings } from '../connection/line.js';
import { type Bed, bedPlaced } from './bed.js';
import { ChunkStore, type Load } from './chunk-store.js';
import { type Correcting, lookedAt, STEADY } from './correcting.js';
import { difference } from './difference.js';
import { wanted } from './fetching.js';
import type { Loudspeaker, Sound } from './loudspeaker.js';
import { latenessMs, placed, sampleAt } from './placing.js';
import { Sounded } from './sounded.js';
import { Stalls } from './stalls.js';

/** What is to be heard, and when. */
export interface Programme {
  readonly entries: readonly Entry[];
  /** The moment that is to be heard now. While it is not known, what has its place plays on. */
  readonly heardAt: ServerMs | undefined;
  readonly hasBed: boolean;
}

export interface PlayerParts<Pcm> {
  readonly loudspeaker: Loudspeaker<Pcm>;
  readonly surroundings: Surroundings;
  readonly load: Load<Pcm>;
  /** Asked for when it is first wanted. */
  readonly loadBed: () => Promise<Bed<Pcm>>;
  readonly programme: () => Programme;
  /** It has come out of the loudspeaker, to its end. */
  readonly onHeard: (entry: Entry) => void;
  /** Something may have to be shown otherwise. */
  readonly onLook: () => void;
}

/** It looks this often whether everything is in its place. */
const LOOK_MS = 250;
/** By these many looks is told how far from its place it sounds of late. */
const ERRORS = 40;
const BED_AGAIN_MS = 10_000;

/** Has a programme sound in its right moments: it looks, decides what is to sound when, and tells the loudspeaker. */
export class Player<Pcm> {
  private readonly store: ChunkStore<Pcm>;
  private readonly stalled = new Stalls();
  private readonly sounded: Sounded;
  private sounds: readonly Sound[] = [];
  private beds: readonly Sound[] = [];
  private bed: Bed<Pcm> | undefined;
  private isBedAsked = false;
  private errors: readonly number[] = [];
  private correcting: Correcting = STEADY;
  private underruns = 0;
  private isClosed = false;
  private cancel: (() => void) | undefined;

  constructor(private readonly parts: PlayerParts<Pcm>) {
    this.store = new ChunkStore(parts.load, parts.surroundings, () => this.look());
    this.sounded = new Sounded(parts.onHeard);
  }

  /** How much later than it should the latest sound is heard. */
  get errorMs(): number {
    return this.errors.at(-1) ?? 0;
  }

  /** The same, as it mostly was of late. */
  get skewMs(): number {
    return median(this.errors);
  }

  get fetchMs(): number {
    return this.store.fetchMs;
  }

  /** How often something was not here when it should have begun. */
  get stalls(): number {
    return this.stalled.count;
  }

  /** What is decoded and has still to be heard. */
  bufferMs(): number {
    const { entries, heardAt } = this.parts.programme();
    if (heardAt === undefined) return 0;
    const held = entries.filter(({ chunk }) => this.store.get(chunk) !== undefined);
    return held.reduce((ms, entry) => ms + Math.max(0, entryEnd(entry) - Math.max(heardAt, entry.startsAt)), 0);
  }

  /** Something should sound and does not. */
  isBuffering(): boolean {
    const { entries, heardAt } = this.parts.programme();
    const chunk = heardAt === undefined ? undefined : positionAt({ entries: withSound(entries) }, heardAt)?.entry.chunk;
    return chunk !== undefined && !this.sounds.some(({ of }) => of === chunk);
  }

  /** All is to be heard at another moment from now on: what sounds goes there at once. */
  moved(): void {
    this.correcting = STEADY;
    this.stalled.forget();
    this.look();
  }

  /** To be called whenever the programme or the loudspeaker has changed; the rest it sees by itself. */
  look(): void {
    if (this.isClosed) return;
    this.lookIn(LOOK_MS);
    try {
      this.see(this.parts.programme());
    } catch (error) {
      // A browser did not take something: it is told apart, and tried again, and never the end of all sound.
      this.parts.surroundings.after(0, () => {
        throw error;
      });
    }
    this.parts.onLook();
  }

  close(): void {
    this.isClosed = true;
    this.cancel?.();
    this.fallSilent();
    this.store.want([]);
  }

  private see(programme: Programme): void {
    const { heardAt, entries } = programme;
    if (heardAt !== undefined) this.store.want(wanted(withSound(entries), heardAt));
    if (this.parts.loudspeaker.state !== 'on') this.fallSilent();
    else if (heardAt !== undefined) this.play(programme, heardAt);
    this.lookIn(this.nextLookMs(programme));
  }

  private lookIn(ms: number): void {
    this.cancel?.();
    this.cancel = this.parts.surroundings.after(ms, () => this.look());
  }

  /** What has its place would sound at a wrong moment when the loudspeaker runs again. */
  private fallSilent(): void {
    this.stalled.forget();
    this.sounded.forget();
    this.correcting = STEADY;
    if (this.sounds.length + this.beds.length > 0) this.parts.loudspeaker.clear();
    this.sounds = [];
    this.beds = [];
  }

  private play(programme: Programme, heardAt: ServerMs): void {
    const { loudspeaker, surroundings } = this.parts;
    const mapping = loudspeaker.mapping();
    if (mapping === undefined) return;
    const entries = withSound(programme.entries);
    const offsetMs = surroundings.now() + mapping.anchorMs - heardAt;
    const now = loudspeaker.now();
    const isDecoded = (chunk: string): boolean => this.store.get(chunk) !== undefined;
    const isPlaced = (chunk: string): boolean => this.sounds.some(({ of }) => of === chunk);
    this.stalled.look(entries, heardAt, (chunk) => isPlaced(chunk) || isDecoded(chunk));
    this.sounded.look(this.sounds, entries, { now, heard: sampleAt(heardAt, offsetMs) });
    const cutOver = this.verify(entries, offsetMs, now);
    const sounds = placed(this.sounds, { entries, isDecoded, offsetMs, now, cutOver });
    this.tell(this.sounds, sounds, (chunk) => this.store.get(chunk));
    this.sounds = sounds;
    this.playBed(programme, offsetMs, now);
  }

  private playBed({ entries, hasBed }: Programme, offsetMs: number, now: number): void {
    if (hasBed && !this.isBedAsked) void this.fetchBed();
    const { bed } = this;
    if (bed === undefined) return;
    const beds = bedPlaced(this.beds, { entries, isWanted: hasBed, offsetMs, now, samples: bed.samples });
    this.tell(this.beds, beds, () => bed.pcm);
    this.beds = beds;
  }

  private async fetchBed(): Promise<void> {
    this.isBedAsked = true;
    this.bed = await this.parts.loadBed().catch(() => undefined);
    if (this.bed !== undefined) return this.look();
    // One can listen without it.
    this.parts.surroundings.after(BED_AGAIN_MS, () => (this.isBedAsked = false));
  }

  private tell(before: readonly Sound[], after: readonly Sound[], pcmOf: (of: string) => Pcm | undefined): void {
    const { loudspeaker } = this.parts;
    const now = loudspeaker.now();
    const lasting = before.filter(({ until }) => until > now);
    const { begin, change, withdraw } = difference(lasting, after);
    for (const sound of withdraw) loudspeaker.withdraw(sound);
    for (const sound of change) loudspeaker.change(sound);
    for (const sound of begin) {
      const pcm = pcmOf(sound.of);
      if (pcm !== undefined) loudspeaker.play(sound, pcm);
    }
  }

  /** How far what sounds is from its place, and whether that is too far. */
  private verify(entries: readonly Entry[], offsetMs: number, now: number): number | undefined {
    const { underruns } = this.parts.loudspeaker;
    const ranDry = underruns > this.underruns;
    this.underruns = underruns;
    const sounding = this.sounds.findLast(({ at, until }) => at <= now && until > now);
    const entry = entries.find(({ chunk }) => chunk === sounding?.of);
    const errorMs = sounding && entry && latenessMs(sounding, entry, offsetMs);
    if (errorMs !== undefined) this.errors = [...this.errors, errorMs].slice(-ERRORS);
    const seen = lookedAt(this.correcting, { now: this.parts.surroundings.now(), errorMs, ranDry });
    this.correcting = seen.correcting;
    return seen.cutOver;
  }

  /** What has sounded is told at its end, and not later. */
  private nextLookMs({ entries, heardAt }: Programme): number {
    if (heardAt === undefined) return LOOK_MS;
    const ends = entries.map((entry) => entryEnd(entry) + this.errorMs - heardAt).filter((ms) => ms > 0);
    return Math.min(LOOK_MS, ...ends.map((ms) => ms + 1));
  }
}

// What was withdrawn has its place, in which nothing sounds, the crowd neither.
function withSound(entries: readonly Entry[]): readonly Entry[] {
  return entries.filter(({ silenced }) => silenced !== true);
}
