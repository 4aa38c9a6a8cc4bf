import type { ZodType } from 'zod';

/** What is needed of a browser's storage. */
export interface KeptTexts {
  readonly length: number;
  key(at: number): string | null;
  getItem(name: string): string | null;
  setItem(name: string, text: string): void;
  removeItem(name: string): void;
}

interface Kept<T> {
  /** In front of the names of all of them, and of nothing else. */
  readonly prefix: string;
  readonly shape: ZodType<T>;
  /** Where one stands among them: greater is later. */
  readonly placeOf: (item: T) => number;
}

/** Items that wait on a device, each kept under a name of its own: two pages of one browser do not write over each other's. */
export class ItemStore<T extends { readonly key: string }> {
  constructor(
    private readonly texts: KeptTexts,
    private readonly kept: Kept<T>,
  ) {}

  /** In their order. */
  all(): readonly T[] {
    const { placeOf } = this.kept;
    return this.names()
      .map((name) => this.read(this.texts.getItem(name)))
      .filter((item) => item !== undefined)
      .sort((one, other) => placeOf(one) - placeOf(other));
  }

  /** Whether it is kept: there may be no room, or a browser that keeps nothing. */
  put(item: T): boolean {
    try {
      this.texts.setItem(this.kept.prefix + item.key, JSON.stringify(item));
      return true;
    } catch {
      return false;
    }
  }

  remove(key: string): void {
    this.texts.removeItem(this.kept.prefix + key);
  }

  /** What was changed by another page, and what it is now. */
  changed(name: string | null, text: string | null): { readonly key: string; readonly item?: T } | undefined {
    const { prefix } = this.kept;
    if (name === null || !name.startsWith(prefix)) return undefined;
    const key = name.slice(prefix.length);
    const item = this.read(text);
    return item === undefined ? { key } : { key, item };
  }

  private names(): readonly string[] {
    return Array.from({ length: this.texts.length }, (_, at) => this.texts.key(at)).filter(
      (name) => name?.startsWith(this.kept.prefix) ?? false,
    ) as string[];
  }

  private read(text: string | null): T | undefined {
    try {
      return this.kept.shape.safeParse(JSON.parse(text ?? 'null')).data;
    } catch {
      return undefined;
    }
  }
}
