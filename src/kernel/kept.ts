/** Where the kernel keeps what outlives a restart, and where it says what went wrong with that. */
export interface Kept {
  /** The data directory. */
  readonly folder: string;
  readonly log: { warn(sentence: string, fields?: Readonly<Record<string, unknown>>): void };
}
