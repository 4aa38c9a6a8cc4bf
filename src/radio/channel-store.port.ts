import type { ServerMs } from '../kernel/clock.js';
import { Fault } from '../kernel/fault.js';
import type { Refusal } from '../kernel/outcome.js';
import type { Style } from '../speech/speech.port.js';
import type { LogRow, WordTime } from '../wire/radio.js';
import type { Amendment } from './amendment.js';
import type { Aired } from './model/commands.js';
import type { ChannelState, Phase } from './model/state.js';

export type Visibility = 'public' | 'unlisted' | 'private';

/** What the rules do not change of a channel. */
export interface Channel {
  readonly id: string;
  readonly title: string;
  readonly language: string;
  /** The match it is of; nothing for one that stands alone. */
  readonly match?: string;
  readonly visibility: Visibility;
  /** Its sound is kept: for ever, or for its days. Otherwise for as long as the server keeps sound at most. */
  readonly archived: boolean;
  /** For how many days its sound is kept; nothing where it says none. */
  readonly keepDays: number | null;
  /** All its sound was deleted: nothing of it can be heard again. */
  readonly soundDeleted?: true;
  readonly gapMs: number;
  readonly voice?: string;
  /** Word → say as. */
  readonly pronunciations: Readonly<Record<string, string>>;
  readonly createdAt: ServerMs;
}

/** What is kept of how a channel is. Whoever runs it knows better. */
export interface Standing {
  readonly phase: Phase['name'];
  /** Something sounds now, or is announced. */
  readonly isOnAir: boolean;
}

/** A stretch of what was heard on a channel, by its first chunk and its last. */
export interface HeardAgain {
  readonly channel: string;
  readonly first: string;
  readonly last: string;
  /** As it was when it was asked for. */
  readonly durationMs: number;
}

/** What a request says. Kept beside its state, which the rules work on. */
export interface RequestContent {
  readonly text: string;
  /** The text is a note, of which what is said is written. Without it the text is what is said. */
  readonly mode?: 'write';
  readonly language: string;
  readonly voice?: string;
  readonly style: Style;
  /** The key of an uploaded clip's blob; it is played instead of the text being spoken. */
  readonly clip?: string;
  /** It is heard again instead of the text being spoken. */
  readonly replay?: HeardAgain;
  /** Who asked for it. */
  readonly host: string;
}

export interface ChunkContent {
  readonly text: string;
  readonly words: readonly WordTime[];
  readonly voice: string;
  /** Where it is not that of its request. */
  readonly language?: string;
  /** Of its frames in the blob store. */
  readonly key: string;
  readonly sha256: string;
  /** Peak level per frame, 0 to 255. */
  readonly peaks: Uint8Array;
}

/** A host's command that was carried out: the same key and body get the same answer for 24 h. */
export interface KeptAnswer {
  readonly host: string;
  readonly key: string;
  readonly bodyHash: string;
  readonly answer: unknown;
}

/** A request that was heard and is silent from now on: who wanted that, and why. When is for the store to know. */
export interface Silencing {
  readonly request: string;
  readonly by: string;
  readonly why: string;
}

/** One commit: what the rules decided, whole or not at all. */
export interface Transition {
  readonly term: number;
  readonly before: ChannelState;
  readonly after: ChannelState;
  readonly row: LogRow;
  /** Of the requests and chunks that are new in `after`, by id. */
  readonly contents?: ReadonlyMap<string, RequestContent>;
  readonly chunks?: ReadonlyMap<string, ChunkContent>;
  readonly kept?: KeptAnswer;
  /** What was silenced before stays as it was. */
  readonly silencing?: Silencing;
}

/** Who owns a channel, and since when nothing was heard of the owner before. */
export interface Claimed {
  readonly channel: Channel;
  /** Higher than any before. */
  readonly term: number;
  readonly seq: number;
  readonly state: ChannelState;
  readonly contents: ReadonlyMap<string, RequestContent>;
  readonly chunks: ReadonlyMap<string, ChunkContent>;
  /** The last sign of life of the owner before, in this process's time. */
  readonly aliveAt: ServerMs;
}

/** Another process took the channel over: whoever reads this must stop at once. */
export class Superseded extends Fault {
  constructor(options: ConstructorParameters<typeof Fault>[1] = {}) {
    super('radio.superseded', options);
  }
}

/**
 * Where channels are kept: their state, their log, and who owns them.
 * Promises: a commit is all or nothing; asked again after an unknown end it is done once; one with an old term, or that
 * does not follow the row before it, is `Superseded` and changes nothing; the log has no gaps; what has ended stays as it
 * ended; at most one request of a channel is on air.
 */
export abstract class ChannelStore {
  abstract create(channel: Channel): Promise<Channel | Refusal>;
  abstract find(id: string): Promise<Channel | undefined>;
  /** Newest first. */
  abstract list(page: { readonly before?: string | undefined; readonly limit: number }): Promise<readonly Channel[]>;
  /** Of each of these channels that there is. */
  abstract standings(ids: readonly string[]): Promise<ReadonlyMap<string, Standing>>;
  /** The channel as it is from now on. For its owner alone: an old term is `Superseded`. */
  abstract amend(owned: { readonly id: string; readonly term: number }, changes: Amendment): Promise<Channel>;
  /** Takes a channel for this process. Refused while another process that is alive owns it. */
  abstract claim(id: string): Promise<Claimed | Refusal>;
  /** This process does not run it any more: what it claimed may be claimed again. */
  abstract letGo(id: string): void;
  /** The ids of channels that are not closed and that this process may claim now. */
  abstract claimable(): Promise<readonly string[]>;
  abstract commit(transition: Transition): Promise<void>;
  /** Rows with a greater seq, in order, at most `limit`. */
  abstract rowsAfter(channel: string, seq: number, limit: number): Promise<readonly LogRow[]>;
  /** Of a request of the channel, also of one that ended long ago; nothing where there is none. */
  abstract aired(channel: string, request: string): Promise<Aired | undefined>;
  abstract answered(channel: string, host: string, key: string): Promise<KeptAnswer | undefined>;
  /** This process lives: what it owns stays its own. Tells which channels it has lost meanwhile. */
  abstract live(): Promise<readonly string[]>;
}
