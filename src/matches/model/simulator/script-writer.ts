import type { EventContent } from '../../../wire/matches.js';
import type { ScriptLine } from '../script.js';

/** Writes the lines of a script while the match goes on. It is the only one that moves its time. */
export class ScriptWriter {
  readonly lines: ScriptLine[] = [];
  private atMs = 0;
  private plays = 0;

  get nowMs(): number {
    return this.atMs;
  }

  pass(sec: number): void {
    this.atMs += sec * 1_000;
  }

  add(key: string, content: EventContent, provisional = false): void {
    this.lines.push({ afterMs: this.atMs, key, version: 0, op: 'add', provisional, content });
  }

  /** Something that nobody needs to find again. */
  addPlay(content: EventContent): void {
    this.plays += 1;
    this.add(`play:${this.plays}`, content);
  }

  confirm(key: string): void {
    this.lines.push({ afterMs: this.atMs, key, version: 0, op: 'confirm' });
  }

  retract(key: string): void {
    this.lines.push({ afterMs: this.atMs, key, version: 0, op: 'retract' });
  }

  revise(key: string, content: EventContent): void {
    this.lines.push({ afterMs: this.atMs, key, version: 1, op: 'revise', provisional: false, content });
  }
}
