import type { Entry } from '../../../src/wire/radio.js';
import type { Surroundings } from '../connection/line.js';

/** Fetches and decodes; fails if it cannot, or was told to stop. */
export type Load<Pcm> = (url: string, signal: AbortSignal) => Promise<Pcm>;

const AT_ONCE_MAX = 3;
const FETCH_MS = 5_000;
const AGAIN_MS = 250;
const AGAIN_MS_MAX = 2_000;

interface Fetching {
  readonly abort: AbortController;
  readonly cancel: () => void;
}

/** The decoded sound of what is wanted now, and no other. What cannot be fetched is tried again for as long as it is wanted. */
export class ChunkStore<Pcm> {
  private readonly decoded = new Map<string, Pcm>();
  private readonly under = new Map<string, Fetching>();
  private readonly failed = new Map<string, number>();
  private wanted: readonly Entry[] = [];
  /** How long the latest took. */
  fetchMs = 0;

  constructor(
    private readonly load: Load<Pcm>,
    private readonly surroundings: Surroundings,
    private readonly onDecoded: () => void,
  ) {}

  get(chunk: string): Pcm | undefined {
    return this.decoded.get(chunk);
  }

  /** The most urgent first. */
  want(entries: readonly Entry[]): void {
    this.wanted = entries;
    const isWanted = (chunk: string): boolean => entries.some((entry) => entry.chunk === chunk);
    for (const chunk of this.decoded.keys()) if (!isWanted(chunk)) this.decoded.delete(chunk);
    for (const chunk of this.failed.keys()) if (!isWanted(chunk)) this.failed.delete(chunk);
    for (const [chunk, fetching] of this.under) {
      if (isWanted(chunk)) continue;
      this.under.delete(chunk);
      fetching.cancel();
      fetching.abort.abort();
    }
    this.fetchMore();
  }

  private fetchMore(): void {
    for (const entry of this.wanted) {
      if (this.under.size >= AT_ONCE_MAX) return;
      if (!this.decoded.has(entry.chunk) && !this.under.has(entry.chunk)) void this.fetch(entry);
    }
  }

  private async fetch({ chunk, url }: Entry): Promise<void> {
    const abort = new AbortController();
    const cancel = this.surroundings.after(FETCH_MS, () => abort.abort());
    const fetching = { abort, cancel };
    this.under.set(chunk, fetching);
    const begunAt = this.surroundings.now();
    const pcm = await this.load(url, abort.signal).catch(() => undefined);
    cancel();
    // Nobody wants it any more, or somebody wants it again and it is being fetched anew.
    if (this.under.get(chunk) !== fetching) return;
    if (pcm === undefined) return this.tryAgain(chunk);
    this.under.delete(chunk);
    this.fetchMs = this.surroundings.now() - begunAt;
    this.decoded.set(chunk, pcm);
    this.failed.delete(chunk);
    this.fetchMore();
    this.onDecoded();
  }

  /** It keeps its place until then. */
  private tryAgain(chunk: string): void {
    const tries = this.failed.get(chunk) ?? 0;
    this.failed.set(chunk, tries + 1);
    const waitMs = Math.min(AGAIN_MS_MAX, AGAIN_MS * 2 ** tries);
    const cancel = this.surroundings.after(waitMs, () => {
      this.under.delete(chunk);
      this.fetchMore();
    });
    this.under.set(chunk, { abort: new AbortController(), cancel });
  }
}
