import { closeSync, fdatasyncSync, fsyncSync, openSync } from 'node:fs';
import type { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';

type Options = Awaited<ReturnType<NodeFS['init']>>['emscriptenOpts'];

/** An open file of the engine. A folder has no descriptor. */
interface Stream {
  readonly nfd?: number;
  readonly node: unknown;
}

interface EngineModule {
  readonly NODEFS: {
    readonly stream_ops: { fsync?: (stream: Stream) => number };
    realPath(node: unknown): string;
    tryFSOperation(operation: () => void): void;
  };
}

/** PGlite’s own file system never syncs: what it committed would not survive a power cut. This one does. */
export class DurableNodeFS extends NodeFS {
  override async init(engine: PGlite, given: Options): Promise<{ emscriptenOpts: Options }> {
    const { emscriptenOpts } = await super.init(engine, given);
    const preRun = [...(emscriptenOpts.preRun ?? []), syncForReal as never];
    return { emscriptenOpts: { ...emscriptenOpts, preRun } };
  }
}

function syncForReal({ NODEFS }: EngineModule): void {
  NODEFS.stream_ops.fsync = (stream) => {
    // A failed sync must reach the engine as an errno: it then stops rather than trust the page.
    NODEFS.tryFSOperation(() => syncToDisk(stream, () => NODEFS.realPath(stream.node)));
    return 0;
  };
}

function syncToDisk({ nfd }: Stream, folder: () => string): void {
  if (nfd !== undefined) fdatasyncSync(nfd);
  else syncFolder(folder());
}

/** Makes what was created or renamed in a folder stay so. */
export function syncFolder(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
