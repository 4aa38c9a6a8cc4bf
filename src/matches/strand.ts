import { Rounds } from '../kernel/rounds.js';

interface Source<T> {
  /** In order, from the one after a number. */
  readonly read: (after: number, limit: number) => Promise<readonly T[]>;
  readonly numberOf: (item: T) => number;
  /** Of items that take the place of an earlier one with the same name; the earlier is not told any more. */
  readonly nameOf?: (item: T) => string;
}

/** Older ones are read again by who needs them. */
const RECENT_MAX = 1_000;
const PAGE = 500;

/** What comes one after the other under growing numbers, without end: the newest are here, and all others can be read. */
export class Strand<T> {
  private recent: readonly T[] = [];
  /** All after this number are among the recent ones. */
  private floor: number;
  private readonly looks = new Rounds(() => this.readOn());
  private readonly pages = new Rounds((after) => this.readBefore(Number(after)));

  constructor(
    private last: number,
    private readonly source: Source<T>,
  ) {
    this.floor = last;
  }

  get end(): number {
    return this.last;
  }

  numberOf(item: T): number {
    return this.source.numberOf(item);
  }

  /** What was written here, where nothing was written elsewhere since; says whether that is so. */
  takeNext(items: readonly T[]): boolean {
    const fresh = items.filter((item) => this.numberOf(item) > this.last);
    const [first] = fresh;
    if (first !== undefined && this.numberOf(first) !== this.last + 1) return false;
    this.take(fresh);
    return true;
  }

  /** Reads what came since. */
  look(): Promise<void> {
    return this.looks.ask('');
  }

  /** What comes after a number, or the first of it. Of many who want the same, one reads for all. */
  after(number: number): Promise<readonly T[]> | readonly T[] {
    if (number < this.floor) return this.pages.ask(String(number));
    return this.recent.slice(this.recent.findLastIndex((item) => this.numberOf(item) <= number) + 1);
  }

  private async readOn(): Promise<void> {
    for (let count = PAGE; count === PAGE;) {
      const items = await this.source.read(this.last, PAGE);
      this.take(items.filter((item) => this.numberOf(item) > this.last));
      count = items.length;
    }
  }

  private async readBefore(number: number): Promise<readonly T[]> {
    const { floor } = this;
    const items = await this.source.read(number, PAGE);
    const reached = items.length < PAGE ? this.last : this.numberOf(items.at(-1) as T);
    // What joins on to the recent ones is kept with them: the next who comes wants it as well.
    if (floor === this.floor && number < floor && floor <= reached) {
      const before = items.filter((item) => this.numberOf(item) <= floor);
      if (before.length + this.recent.length <= RECENT_MAX) {
        this.recent = this.withoutReplaced([...before, ...this.recent]);
        this.floor = number;
      }
    }
    return items;
  }

  private take(fresh: readonly T[]): void {
    const last = fresh.at(-1);
    if (last === undefined) return;
    this.last = this.numberOf(last);
    const all = this.withoutReplaced([...this.recent, ...fresh]);
    const old = all.at(-RECENT_MAX - 1);
    if (old !== undefined) this.floor = this.numberOf(old);
    this.recent = all.slice(-RECENT_MAX);
  }

  private withoutReplaced(items: readonly T[]): readonly T[] {
    const { nameOf } = this.source;
    return nameOf === undefined
      ? items
      : [...new Map(items.map((item) => [nameOf(item), item])).values()].toSorted(
          (one, other) => this.numberOf(one) - this.numberOf(other),
        );
  }
}
