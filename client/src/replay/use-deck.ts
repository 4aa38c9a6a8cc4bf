import { useEffect, useMemo, useState } from 'preact/hooks';
import { Deck, type DeckView } from './deck.js';

interface Playing {
  readonly deck: Deck;
  readonly view: DeckView;
}

/** One file that is played on this page, drawn as it goes on. */
export function useDeck(): Playing {
  const [, draw] = useState(0);
  const deck = useMemo(() => new Deck(() => draw((count) => count + 1)), []);
  useEffect(() => () => deck.end(), [deck]);
  return { deck, view: deck.view() };
}
