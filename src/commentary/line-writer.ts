import type { WritingTask } from '../writing/writing.port.js';

export interface WrittenLine {
  readonly text: string;
  /** Who wrote it. */
  readonly writer: string;
  /** In which language: not always the one that was asked for. */
  readonly language: string;
}

export interface Written {
  /** Nothing: there is nothing to say, or nothing that is true. */
  readonly line: WrittenLine | null;
  /** The rules by which other wordings were refused. */
  readonly refused: readonly string[];
}

/** Writes lines that may air: each was checked against its facts. */
export interface LineWriter {
  /** Throws nothing but what ends the signal. */
  write(task: WritingTask, signal: AbortSignal): Promise<Written>;
}
