/** Where a channel is run, and how far its log goes. */
export interface Whereabout {
  /** The node that conducts it and lives; nobody may. */
  readonly node: string | undefined;
  readonly seq: number;
  readonly term: number;
}

/** Asks the database who conducts which channel. */
export abstract class Whereabouts {
  /** Of each of these that there is, in one statement. */
  abstract of(channels: readonly string[]): Promise<ReadonlyMap<string, Whereabout>>;
}
