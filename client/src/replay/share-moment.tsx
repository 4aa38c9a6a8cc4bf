import { useState } from 'preact/hooks';
import { CopyButton } from '../look/copy-button.js';
import { REPLAY } from '../words/replay.js';
import { linkAt, timeWords } from './time-words.js';
import { pathOf } from './use-archive.js';

const LENGTHS_S = [10, 20, 30, 60] as const;
const USUAL_S = 20;

interface Shared {
  /** Where the line begins that is heard: in the file, and in server time. */
  readonly fromS: number;
  readonly moment: number;
  readonly mp3: string;
  readonly isPrivate: boolean;
}

/** A moment for others: a link that opens there, and its sound by itself. */
export function ShareMoment({ fromS, moment, mp3, isPrivate }: Shared) {
  const [length, setLength] = useState<number>(USUAL_S);
  const sound = new URL(mp3);
  sound.pathname = sound.pathname.replace(/archive\.mp3$/, 'moment.mp3');
  sound.searchParams.set('from', fromS.toFixed(3));
  sound.searchParams.set('to', (fromS + length).toFixed(3));
  return (
    <details class="card share">
      <summary>
        <span>{REPLAY.share}</span>
        <output class="tag">{REPLAY.shareFrom(timeWords(fromS))}</output>
      </summary>
      <CopyButton text={linkAt(location.href, moment)}>{REPLAY.copyLink}</CopyButton>
      <label for="moment-length">{REPLAY.shareLong}</label>
      <select
        id="moment-length"
        value={length}
        onChange={({ currentTarget }) => setLength(Number(currentTarget.value))}
      >
        {LENGTHS_S.map((one) => (
          <option key={one} value={one}>
            {REPLAY.seconds(one)}
          </option>
        ))}
      </select>
      <p>
        <a
          class="button plain"
          href={pathOf(sound.href)}
          download={`moment-${timeWords(fromS).replaceAll(':', '-')}.mp3`}
        >
          {REPLAY.download}
        </a>
      </p>
      {isPrivate && <p class="quiet small">{REPLAY.private}</p>}
    </details>
  );
}
