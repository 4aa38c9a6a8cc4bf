import { z } from 'zod';
import type { MatchPlace } from './match-store.port.js';

const Place = z.tuple([z.number(), z.string().max(64)]);

/** Where a list goes on, as it stands in an address. */
export function cursorOf({ startsAt, id }: MatchPlace): string {
  return Buffer.from(JSON.stringify([startsAt, id])).toString('base64url');
}

export function placeOf(cursor: string): MatchPlace | undefined {
  try {
    const read = Place.safeParse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
    return read.success ? { startsAt: read.data[0], id: read.data[1] } : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
