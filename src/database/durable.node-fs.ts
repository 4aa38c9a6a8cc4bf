import { fdatasyncSync } from 'node:fs';
import type { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';

type Options = Awaited<ReturnType<NodeFS['init']>>['emscriptenOpts'];

interface EngineModule {
  readonly NODEFS: {
    readonly stream_ops: { fsync?: (stream: { readonly nfd: number }) => number };
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
  NODEFS.stream_ops.fsync = ({ nfd }) => {
    // A failed sync must reach the engine as an errno: it then stops rather than trust the page.
    NODEFS.tryFSOperation(() => fdatasyncSync(nfd));
    return 0;
  };
}
