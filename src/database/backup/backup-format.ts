import { createHash } from 'node:crypto';
import { z } from 'zod';

/**
 * A backup is one file of lines, each JSON, with the bytes of the stored audio between them:
 *
 *     {"kind":"longwave-backup","format":1,…}         what made it: the migrations its rows belong to
 *     {"kind":"table","name":…,"columns":[…]}         a table …
 *     ["1","a",null,…]                                … its rows, every value as PostgreSQL writes it as text
 *     {"kind":"rows","count":…,"digest":…}            … and how many they were
 *     {"kind":"sequence",…}                           where counting goes on
 *     {"kind":"blob","key":…,"bytes":…,"sha256":…}    a stored blob; its bytes follow, then a line end
 *     {"kind":"end","sha256":…}                       the hash of everything before this line
 *
 * It is not compressed: most of it is MP3, and so the hash covers every byte that lies on the disk.
 */
export const BACKUP_FORMAT = 1;
/** A row is one line, and a line is held in memory. */
export const LINE_BYTES_MAX = 64 * 1_048_576;

const count = z.number().int().nonnegative();
const hash = z.string().regex(/^[0-9a-f]{64}$/);

export const Head = z.object({
  kind: z.literal('longwave-backup'),
  format: z.number(),
  madeAt: z.string(),
  migrations: z.array(z.string()),
});
const Table = z.object({ kind: z.literal('table'), name: z.string(), columns: z.array(z.string()) });
const Rows = z.object({ kind: z.literal('rows'), count, digest: hash });
const Sequence = z.object({
  kind: z.literal('sequence'),
  name: z.string(),
  value: z.string().regex(/^-?\d+$/),
  called: z.boolean(),
});
const Blob = z.object({
  kind: z.literal('blob'),
  key: z.string(),
  bytes: count,
  sha256: hash,
  contentType: z.string(),
});
const End = z.object({ kind: z.literal('end'), sha256: hash });

export const Line = z.union([
  z.array(z.string().nullable()),
  z.discriminatedUnion('kind', [Head, Table, Rows, Sequence, Blob, End]),
]);

export type Head = z.infer<typeof Head>;
export type TableLine = z.infer<typeof Table>;
export type RowsLine = z.infer<typeof Rows>;
export type SequenceLine = z.infer<typeof Sequence>;
export type BlobLine = z.infer<typeof Blob>;
export type Line = z.infer<typeof Line>;

/** The values of a row in the order of the table's columns. */
export type Row = readonly (string | null)[];

/** How many rows there were and what they add up to, in whatever order they came. */
export class RowTally {
  private sum = 0n;
  private rows = 0;

  add(row: Row): void {
    const hex = createHash('sha256').update(JSON.stringify(row)).digest('hex');
    this.sum = BigInt.asUintN(256, this.sum + BigInt(`0x${hex}`));
    this.rows += 1;
  }

  get line(): RowsLine {
    return { kind: 'rows', count: this.rows, digest: this.sum.toString(16).padStart(64, '0') };
  }
}
