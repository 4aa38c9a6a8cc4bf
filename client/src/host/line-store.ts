import { ItemStore, type KeptTexts } from '../keeping/item-store.js';
import { Line } from './outbox.js';

export type LineStore = ItemStore<Line>;

/** Lines of one channel, in the order they were written. */
export function lineStore(texts: KeptTexts, channel: string): LineStore {
  return new ItemStore(texts, {
    prefix: `longwave.line.${channel}.`,
    shape: Line,
    placeOf: ({ writtenAt }) => writtenAt,
  });
}
