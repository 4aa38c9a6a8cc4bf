import { Line, type Lines } from './outbox.js';

/** What is needed of a browser's storage. */
export interface KeptTexts {
  readonly length: number;
  key(at: number): string | null;
  getItem(name: string): string | null;
  setItem(name: string, text: string): void;
  removeItem(name: string): void;
}

/**
 * Lines of one channel, each kept under a name of its own: two pages of one browser do not write over each other's.
 */
export class LineStore {
  private readonly prefix: string;

  constructor(
    private readonly texts: KeptTexts,
    channel: string,
  ) {
    this.prefix = `longwave.line.${channel}.`;
  }

  /** In the order they were written. */
  all(): Lines {
    return this.names()
      .map((name) => read(this.texts.getItem(name)))
      .filter((line) => line !== undefined)
      .sort((one, other) => one.writtenAt - other.writtenAt);
  }

  /** Whether it is kept: there may be no room, or a browser that keeps nothing. */
  put(line: Line): boolean {
    try {
      this.texts.setItem(this.prefix + line.key, JSON.stringify(line));
      return true;
    } catch {
      return false;
    }
  }

  remove(key: string): void {
    this.texts.removeItem(this.prefix + key);
  }

  /** Whose line was changed by another page, and what it is now. */
  changed(name: string | null, text: string | null): { readonly key: string; readonly line?: Line } | undefined {
    if (name === null || !name.startsWith(this.prefix)) return undefined;
    const key = name.slice(this.prefix.length);
    const line = read(text);
    return line === undefined ? { key } : { key, line };
  }

  private names(): readonly string[] {
    return Array.from({ length: this.texts.length }, (_, at) => this.texts.key(at)).filter(
      (name) => name?.startsWith(this.prefix) ?? false,
    ) as string[];
  }
}

function read(text: string | null): Line | undefined {
  try {
    return Line.safeParse(JSON.parse(text ?? 'null')).data;
  } catch {
    return undefined;
  }
}
