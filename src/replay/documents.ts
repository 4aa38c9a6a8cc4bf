import type { Sheet } from './sheets.js';

/** Some hours of transcript are a megabyte or two. */
const BYTES_MAX = 16 * 1_048_576;

interface Kept {
  readonly sheet: Sheet;
  readonly text: Promise<string>;
  bytes: number;
}

/**
 * What follows from a sheet and is asked for by everybody who opens a replay: made once, for all who ask meanwhile too. It is good
 * for its sheet alone, so what is withdrawn or grows is made anew. At the maximum the one longest unasked for is let go.
 */
export class Documents {
  private readonly kept = new Map<string, Kept>();
  private held = 0;

  constructor(private readonly bytesMax: number = BYTES_MAX) {}

  get(name: string, sheet: Sheet, make: () => Promise<string>): Promise<string> {
    const known = this.kept.get(name);
    if (known?.sheet === sheet) {
      this.kept.delete(name);
      this.kept.set(name, known);
      return known.text;
    }
    this.letGo(name);
    const kept: Kept = { sheet, text: make(), bytes: 0 };
    this.kept.set(name, kept);
    kept.text.then(
      (text) => this.weigh(name, kept, text.length),
      // A failure is for those who wait for it.
      () => this.kept.get(name) === kept && this.letGo(name),
    );
    return kept.text;
  }

  // Letters are taken for bytes: what is held of a script with larger ones is twice as much at most.
  private weigh(name: string, kept: Kept, bytes: number): void {
    if (this.kept.get(name) !== kept) return;
    kept.bytes = bytes;
    this.held += bytes;
    for (const oldest of this.kept.keys()) {
      if (this.held <= this.bytesMax) return;
      this.letGo(oldest);
    }
  }

  private letGo(name: string): void {
    this.held -= this.kept.get(name)?.bytes ?? 0;
    this.kept.delete(name);
  }
}
