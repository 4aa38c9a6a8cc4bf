import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { DeadAir } from '../../../src/radio/model/layout.js';
import { ArchiveAddresses, Chapters, Transcript, Waveform } from '../../../src/wire/replay.js';
import { askAsMe } from '../people/asking-as.js';
import type { HttpAnswer } from '../people/asking-http.js';

const AGAIN_MS = 3_000;
/** A channel that is on air grows. */
const LOOK_MS = 15_000;
const POINTS = 400;
const CLOSED = new Set([401, 403, 404, 410]);

/** All that is known of what was heard on a channel, until one moment. */
export interface Archive {
  readonly addresses: ArchiveAddresses;
  readonly transcript: Transcript;
  readonly chapters: Chapters;
  readonly peaks: readonly number[];
  readonly durationS: number;
}

export interface FoundArchive {
  readonly archive: Archive | undefined;
  /** Where it is found now. Those of a private channel are good for a while, so there are newer ones than the archive came with. */
  readonly addresses: ArchiveAddresses | undefined;
  readonly isAway: boolean;
  /** It is not for this listener, or is there no more. */
  readonly isClosed: boolean;
  /** Asks anew for it, with new addresses. */
  readonly renew: () => void;
}

/** The archive of a channel, asked until there is an answer, and from then on whether there is more of it. */
export function useArchive(id: string | undefined, deadAir: DeadAir): FoundArchive {
  const [archive, setArchive] = useState<Archive>();
  const [addresses, setAddresses] = useState<ArchiveAddresses>();
  const [missing, setMissing] = useState<Missing>();
  const known = useRef<string | undefined>(undefined);
  const [turn, setTurn] = useState(0);
  const renew = useCallback(() => {
    known.current = undefined;
    setTurn((count) => count + 1);
  }, []);
  useEffect(() => {
    if (id === undefined) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;
    const ask = async (): Promise<void> => {
      // Nobody looks: what is known stays as it is.
      const isIdle = document.hidden && known.current !== undefined;
      const asked = isIdle ? undefined : await found(id, deadAir, known.current);
      if (isOver) return;
      if (asked !== undefined) setMissing(typeof asked === 'string' ? asked : undefined);
      if (typeof asked === 'object') setAddresses(asked.addresses);
      if (typeof asked === 'object' && asked.archive !== undefined) {
        known.current = nameOf(asked.addresses, deadAir);
        setArchive(asked.archive);
      }
      timer = setTimeout(() => void ask(), typeof asked === 'string' ? AGAIN_MS : LOOK_MS);
    };
    void ask();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [id, deadAir, turn]);
  return { archive, addresses, isAway: missing === 'away', isClosed: missing === 'closed', renew };
}

function nameOf({ version }: ArchiveAddresses, deadAir: DeadAir): string {
  return `${deadAir} ${version}`;
}

/** Nobody answers, or the answer is that there is nothing for who asks. */
type Missing = 'away' | 'closed';

interface Asked {
  readonly addresses: ArchiveAddresses;
  /** Nothing where it is as it was. */
  readonly archive: Archive | undefined;
}

async function found(id: string, deadAir: DeadAir, known: string | undefined): Promise<Asked | Missing> {
  const answer = await askAsMe(`/v1/channels/${id}/archive?deadAir=${deadAir}`, ArchiveAddresses);
  if ('problem' in answer && CLOSED.has(answer.problem.status)) return 'closed';
  const addresses = okOf(answer);
  if (addresses === undefined) return 'away';
  if (nameOf(addresses, deadAir) === known) return { addresses, archive: undefined };
  const [transcript, chapters, waveform] = await Promise.all([
    askAsMe(pathOf(addresses.transcript), Transcript),
    askAsMe(pathOf(addresses.chapters), Chapters),
    askAsMe(`${pathOf(addresses.waveform)}&points=${POINTS}`, Waveform),
  ]);
  const [said, places, loud] = [okOf(transcript), okOf(chapters), okOf(waveform)];
  if (said === undefined || places === undefined || loud === undefined) return 'away';
  return { addresses, archive: { addresses, transcript: said, chapters: places, ...loud } };
}

function okOf<T>(answer: HttpAnswer<T>): T | undefined {
  return 'ok' in answer ? answer.ok : undefined;
}

/** On this page’s own origin, whatever others call the server by. */
export function pathOf(address: string): string {
  const { pathname, search } = new URL(address);
  return pathname + search;
}
