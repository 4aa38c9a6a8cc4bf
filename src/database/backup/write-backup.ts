import type { QueryRunner } from 'typeorm';
import { BlobFault, type BlobStore } from '../../blobs/blob-store.port.js';
import type { Clock } from '../../kernel/clock.js';
import type { Engine } from '../engine.js';
import { BackupFileWriter } from './backup-file.writer.js';
import { BACKUP_FORMAT, RowTally } from './backup-format.js';
import { inOneTransaction } from './one-transaction.js';
import { migrationsIn, rowsIn, sequencesIn, tablesIn } from './schema.js';

export interface BackedUp {
  readonly tables: number;
  readonly rows: number;
  readonly blobs: number;
}

interface Source {
  readonly engine: Engine;
  readonly blobs: BlobStore;
  readonly clock: Clock;
}

/**
 * Every row and every blob into one file. The rows are of one moment; the blobs, which never change, are read after it, so
 * that none a row speaks of is missing unless it was deleted meanwhile.
 */
export async function writeBackup({ engine, blobs, clock }: Source, path: string): Promise<BackedUp> {
  const file = await BackupFileWriter.create(path);
  try {
    const rows = await inOneTransaction(engine, 'reading', async (runner) => {
      const migrations = await migrationsIn(runner);
      const madeAt = new Date(clock.now()).toISOString();
      await file.line({ kind: 'longwave-backup', format: BACKUP_FORMAT, madeAt, migrations });
      return writeRows(runner, file);
    });
    const written = { ...rows, blobs: await writeBlobs(blobs, file) };
    await file.finish();
    return written;
  } catch (error) {
    await file.discard();
    throw error;
  }
}

async function writeRows(runner: QueryRunner, file: BackupFileWriter): Promise<{ tables: number; rows: number }> {
  const tables = await tablesIn(runner);
  let rows = 0;
  for (const { name, columns } of tables) {
    await file.line({ kind: 'table', name, columns: [...columns] });
    const tally = new RowTally();
    for await (const row of rowsIn(runner, { name, columns })) {
      await file.line(row);
      tally.add(row);
    }
    await file.line(tally.line);
    rows += tally.line.count;
  }
  // Sequences know no transactions: read last, they are never behind the rows.
  for (const sequence of await sequencesIn(runner)) await file.line(sequence);
  return { tables: tables.length, rows };
}

async function writeBlobs(blobs: BlobStore, file: BackupFileWriter): Promise<number> {
  let count = 0;
  for await (const key of blobs.list('')) {
    try {
      if (await writeBlob(blobs, key, file)) count += 1;
    } catch (error) {
      if (!(error instanceof BlobFault)) throw error;
      throw new BlobFault(error.code, { detail: `${key}: ${error.message}`, retryable: error.retryable, cause: error });
    }
  }
  return count;
}

async function writeBlob(blobs: BlobStore, key: string, file: BackupFileWriter): Promise<boolean> {
  const found = await findBlob(blobs, key);
  if (!found) return false;
  await file.line({ kind: 'blob', key, ...found.stat });
  // What turns out damaged, or ends early, throws: a backup that lacks a blob is none.
  for await (const chunk of found.bytes) await file.bytes(chunk);
  await file.bytes(Buffer.from('\n'));
  return true;
}

// A running server may delete one between the listing and the reading.
async function findBlob(blobs: BlobStore, key: string) {
  try {
    const stat = await blobs.stat(key);
    return stat && { stat, bytes: await blobs.get(key) };
  } catch (error) {
    if (error instanceof BlobFault && error.code === 'blobs.not-found') return undefined;
    throw error;
  }
}
