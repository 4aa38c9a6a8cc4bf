import { PGlite } from '@electric-sql/pglite';
import { syncTree } from './sync-tree.js';

/**
 * Makes the cluster of a fresh installation in the folder it is given, in a process of its own: making one takes 0.8 GB,
 * which a process that goes on would keep.
 */
const folder = process.argv[2];
if (folder === undefined) throw new Error('usage: node initdb.process.js <folder>');
// The parent holds the other end: nobody is left to use the cluster once it is gone.
process.stdin.on('end', () => process.exit(1)).resume();

const engine = await PGlite.create(folder);
await engine.close();
syncTree(folder);
process.exit(0);
