import type { QueryRunner } from 'typeorm';
import { MIGRATIONS } from '../../../migrations/list.js';
import type { BlobStore } from '../../blobs/blob-store.port.js';
import { DatabaseFault } from '../database.fault.js';
import type { Engine } from '../engine.js';
import { migrate } from '../migrate.js';
import { readBackup } from './backup-file.reader.js';
import type { BlobLine, Head, RowsLine, SequenceLine } from './backup-format.js';
import { inOneTransaction } from './one-transaction.js';
import { TableLoader } from './table.loader.js';
import { verifyBlobs, verifyRows } from './verify-restored.js';
import { migrationsIn, naming, quoted, rowsOf, tablesIn } from './schema.js';

export interface Restored {
  readonly tables: number;
  readonly rows: number;
  readonly blobs: number;
}

interface Target {
  readonly engine: Engine;
  readonly blobs: BlobStore;
  /** The migrations this program knows. */
  readonly migrations?: typeof MIGRATIONS;
}

/**
 * A backup into an empty place, on either engine. All of the file is checked before anything is touched; then everything
 * happens in one transaction, which is kept only after what was restored has been read again and found the same. A restore
 * that fails takes its blobs away and leaves a schema without rows.
 */
export async function restoreBackup(
  { engine, blobs, migrations = MIGRATIONS }: Target,
  path: string,
): Promise<Restored> {
  const contents = await contentsOf(path);
  const known = migrationsOf(contents.head, migrations);
  await refuseBlobs(blobs);
  await migrate(engine, known);
  try {
    await inOneTransaction(engine, 'writing', async (runner) => {
      await refuseRows(runner, contents);
      await load(runner, blobs, path);
      await verifyRows(runner, contents.tables);
      await verifyBlobs(blobs, path);
    });
  } catch (error) {
    await removeBlobs(blobs, path).catch((left: unknown) => {
      throw new AggregateError([error, left], 'The restore failed, and the audio it stored could not be removed.', {
        cause: error,
      });
    });
    throw error;
  }
  // An older backup is at the schema of its day until here.
  await migrate(engine, migrations);
  return contents.totals;
}

interface Contents {
  readonly head: Head;
  readonly tables: ReadonlyMap<string, { readonly columns: readonly string[]; readonly rows: RowsLine }>;
  readonly totals: Restored;
}

// Reads all of the file, so that damage anywhere is known before the first write.
async function contentsOf(path: string): Promise<Contents> {
  const tables = new Map<string, { columns: readonly string[]; rows: RowsLine }>();
  const totals = { tables: 0, rows: 0, blobs: 0 };
  let head: Head | undefined;
  let open: { name: string; columns: readonly string[] } | undefined;
  for await (const part of readBackup(path)) {
    if (part.kind === 'head') head = part.head;
    else if (part.kind === 'table') open = part;
    else if (part.kind === 'rows' && open) tables.set(open.name, { columns: open.columns, rows: part });
    else if (part.kind === 'row') totals.rows += 1;
    else if (part.kind === 'blob') totals.blobs += await lengthOf(part.bytes, 1);
  }
  if (!head) throw new DatabaseFault('database.backup-damaged');
  return { head, tables, totals: { ...totals, tables: tables.size } };
}

async function lengthOf(bytes: AsyncIterable<Uint8Array>, counted: number): Promise<number> {
  for await (const _ of bytes);
  return counted;
}

// A backup of an older version is restored as it was and brought up to date afterwards.
function migrationsOf(head: Head, known: typeof MIGRATIONS): typeof MIGRATIONS {
  const first = known.slice(0, head.migrations.length);
  if (first.map(({ name }) => name).join() === head.migrations.join()) return first;
  throw new DatabaseFault('database.backup-version', {
    detail: 'The backup was made by another version of Longwave: restore it with that version, then upgrade.',
  });
}

async function refuseBlobs(blobs: BlobStore): Promise<void> {
  for await (const _ of blobs.list('')) {
    throw notEmpty('The target already holds stored audio.');
  }
}

async function refuseRows(runner: QueryRunner, { head, tables }: Contents): Promise<void> {
  if ((await migrationsIn(runner)).join() !== head.migrations.join()) {
    throw notEmpty('The target’s schema is of another version than the backup: restore into a new database.');
  }
  const there = await tablesIn(runner);
  if (
    there.length !== tables.size ||
    there.some(({ name, columns }) => tables.get(name)?.columns.join() !== columns.join())
  ) {
    throw notEmpty('The target has other tables than the backup: restore into a new database.');
  }
  for (const { name } of there) {
    await runner.query(naming('LOCK TABLE %I IN ACCESS EXCLUSIVE MODE', name));
    const [found] = await rowsOf(runner, naming('SELECT 1 FROM %I LIMIT 1', name));
    if (found !== undefined) throw notEmpty('The target already holds data.');
  }
}

function notEmpty(detail: string): DatabaseFault {
  return new DatabaseFault('database.not-empty', { detail });
}

async function load(runner: QueryRunner, blobs: BlobStore, path: string): Promise<void> {
  const loader = await TableLoader.begin(runner);
  for await (const part of readBackup(path)) {
    if (part.kind === 'table') await loader.table(part);
    else if (part.kind === 'row') await loader.row(part.row);
    else if (part.kind === 'rows') await loader.flush();
    else if (part.kind === 'sequence') await setSequence(runner, part);
    else if (part.kind === 'blob') await putBlob(blobs, part.blob, part.bytes);
  }
  await loader.end();
}

async function setSequence(runner: QueryRunner, { name, value, called }: SequenceLine): Promise<void> {
  await runner.query('SELECT setval($1::regclass, $2::bigint, $3)', [quoted(name), value, called]);
}

async function putBlob(blobs: BlobStore, blob: BlobLine, bytes: AsyncIterable<Uint8Array>): Promise<void> {
  await blobs.put(blob.key, bytes, { contentType: blob.contentType, sha256: blob.sha256 });
}

// None of them was there before: refuseBlobs has seen to that.
async function removeBlobs(blobs: BlobStore, path: string): Promise<void> {
  for await (const part of readBackup(path)) {
    if (part.kind !== 'blob') continue;
    await lengthOf(part.bytes, 0);
    await blobs.delete(part.blob.key);
  }
}
