import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { keepFirst, keepInstead } from './kept-file.js';
import type { Kept } from './kept.js';
import { Node } from './node.port.js';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Made at the first start, and kept in the data directory. Without one it is as long as the process. */
export class KeptNode extends Node {
  private constructor(readonly id: string) {
    super();
  }

  static open(kept: Kept | undefined): KeptNode {
    return new KeptNode(kept === undefined ? randomUUID() : keptId(kept));
  }
}

function keptId({ folder, log }: Kept): string {
  const file = join(folder, 'node-id');
  const fresh = randomUUID();
  const id = keepFirst(file, `${fresh}\n`).trim();
  if (UUID.test(id)) return id;
  log.warn('the file with the id of this node was damaged: it is another node now', { file });
  keepInstead(file, `${fresh}\n`);
  return fresh;
}
