import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Deck, DeckView } from './deck.js';
import { heardAt, placeOf } from './places.js';
import { pathOf, type Archive, type FoundArchive } from './use-archive.js';

/** A file that breaks again within this time is not tried once more by itself. */
const BROKEN_MS = 10_000;

interface Replayed {
  readonly found: FoundArchive;
  readonly deck: Deck;
  readonly view: DeckView;
  /** The moment of server time at which it begins. */
  readonly from: number;
}

/** What is in the deck: the newest archive that was found, but not another one in the middle of a play. */
export function useReplay({ found, deck, view, from }: Replayed): Archive | undefined {
  const [loaded, setLoaded] = useState<Archive>();
  const brokenAt = useRef(-Infinity);
  const { archive, renew } = found;
  const isSamePauses = loaded !== undefined && archive !== undefined && pausesOf(loaded) === pausesOf(archive);
  // What was withdrawn nobody hears any more, also in the middle of a play.
  const isShorn = useMemo(
    () => isSamePauses && silentOf(archive, loaded) > silentOf(loaded, loaded),
    [archive, loaded, isSamePauses],
  );
  const isMore = (archive?.durationS ?? 0) > (loaded?.durationS ?? 0);
  // Who has heard all there was waits for more.
  const isDone = view.isHeard && isSamePauses && !isMore;
  const isNew = archive !== undefined && archive !== loaded && archive.addresses.startsAt !== null && !isDone;
  const mayLoad = isNew && (!isSamePauses || isShorn || !view.isPlaying);
  useEffect(() => {
    if (!mayLoad) return;
    const lines = archive.transcript.segments;
    const moment = loaded === undefined ? from : heardAt(loaded.transcript.segments, view.atS);
    // Past the end of what was known something may have come.
    const end = isSamePauses ? view.atS : archive.durationS;
    const place = moment === Infinity ? end : placeOf(lines, moment);
    deck.load(pathOf(archive.addresses.mp3), place, view.isStarted || (view.isHeard && isMore));
    setLoaded(archive);
  });
  // A channel on air may have more by now.
  useEffect(() => {
    if (view.isHeard) renew();
  }, [view.isHeard, renew]);
  useEffect(() => {
    if (!view.isBroken || performance.now() < brokenAt.current + BROKEN_MS) return;
    brokenAt.current = performance.now();
    renew();
  }, [view.isBroken, renew]);
  return loaded;
}

function pausesOf({ addresses }: Archive): string | null {
  return new URL(addresses.mp3).searchParams.get('deadAir');
}

/** Of how many lines that were there before there is no sound. */
function silentOf({ transcript }: Archive, { addresses }: Archive): number {
  const until = addresses.endsAt ?? -Infinity;
  return transcript.segments.filter(({ audioUrl, startsAt }) => audioUrl === null && startsAt < until).length;
}
