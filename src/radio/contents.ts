import type { ChunkContent, RequestContent } from './channel-store.port.js';
import type { ChunkWords } from './model/change.js';
import type { ChannelState, Request } from './model/state.js';

const SILENT: ChunkWords = { text: '', words: [] };

/** What a request says as far as it is made, piece by piece: a long one is several chunks, which all tell the whole of it. */
export function textsOf({ chunks }: Request, contents: Contents): readonly string[] {
  const firsts = chunks.filter(({ piece }, at) => piece !== chunks[at - 1]?.piece);
  return firsts.map(({ id }) => contents.chunk(id)?.text ?? '');
}

/** What the requests and chunks of one channel say: the rules need none of it, listeners and hosts all. */
export class Contents {
  private readonly requests: Map<string, RequestContent>;
  private readonly chunks: Map<string, ChunkContent>;

  constructor(requests: ReadonlyMap<string, RequestContent>, chunks: ReadonlyMap<string, ChunkContent>) {
    this.requests = new Map(requests);
    this.chunks = new Map(chunks);
  }

  readonly wordsOf = (chunk: string): ChunkWords => this.chunks.get(chunk) ?? SILENT;

  request(id: string): RequestContent | undefined {
    return this.requests.get(id);
  }

  chunk(id: string): ChunkContent | undefined {
    return this.chunks.get(id);
  }

  add(
    requests: ReadonlyMap<string, RequestContent> = new Map(),
    chunks: ReadonlyMap<string, ChunkContent> = new Map(),
  ): void {
    for (const [id, content] of requests) this.requests.set(id, content);
    for (const [id, content] of chunks) this.chunks.set(id, content);
  }

  /** Lets go of what the state does not hold any more. */
  keepOnly({ requests }: ChannelState): void {
    const held = new Set(requests.map(({ id }) => id));
    const heldChunks = new Set(requests.flatMap(({ chunks }) => chunks.map(({ id }) => id)));
    for (const id of this.requests.keys()) if (!held.has(id)) this.requests.delete(id);
    for (const id of this.chunks.keys()) if (!heldChunks.has(id)) this.chunks.delete(id);
  }
}
