import { ItemStore, type KeptTexts } from '../keeping/item-store.js';
import { Telling } from './telling.js';

/** What of one match is not at the server yet. */
export function tellingStore(texts: KeptTexts, match: string): ItemStore<Telling> {
  return new ItemStore(texts, {
    prefix: `longwave.told.${match}.`,
    shape: Telling,
    placeOf: ({ place }) => place,
  });
}
