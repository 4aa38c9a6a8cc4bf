import type { QueryRunner } from 'typeorm';
import type { BlobStore } from '../../blobs/blob-store.port.js';
import { DatabaseFault } from '../database.fault.js';
import { readBackup } from './backup-file.reader.js';
import { RowTally, type RowsLine } from './backup-format.js';
import { rowsIn } from './schema.js';

type Tables = ReadonlyMap<string, { readonly columns: readonly string[]; readonly rows: RowsLine }>;

/** Reads every row again and compares what they add up to. */
export async function verifyRows(runner: QueryRunner, tables: Tables): Promise<void> {
  for (const [name, { columns, rows }] of tables) {
    const tally = new RowTally();
    for await (const row of rowsIn(runner, { name, columns })) tally.add(row);
    if (tally.line.count !== rows.count || tally.line.digest !== rows.digest) throw differs(`The table ${name}`);
  }
}

/** Reads every blob again, which compares its hash, and sees that there are no others. */
export async function verifyBlobs(blobs: BlobStore, path: string): Promise<void> {
  const there = blobs.list('')[Symbol.asyncIterator]();
  for await (const part of readBackup(path)) {
    if (part.kind !== 'blob') continue;
    for await (const _ of part.bytes);
    const { key, sha256, bytes, contentType } = part.blob;
    const found = await there.next();
    const stat = await blobs.stat(key);
    const same = stat?.sha256 === sha256 && stat.bytes === bytes && stat.contentType === contentType;
    if (found.done || found.value !== key || !same) throw differs('The stored audio');
    for await (const _ of await blobs.get(key));
  }
  if (!(await there.next()).done) throw differs('The stored audio');
}

function differs(what: string): DatabaseFault {
  return new DatabaseFault('database.restore-differs', {
    detail: `${what} is not what the backup holds: nothing of it was kept.`,
  });
}
