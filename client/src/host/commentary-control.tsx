import { useState } from 'preact/hooks';
import { COMMENTARY_MODES, Control, type SetControl } from '../../../src/wire/commentary.js';
import type { SpeechView } from '../../../src/wire/speech.js';
import { useAsked } from '../look/use-asked.js';
import { askAsMe } from '../people/asking-as.js';
import { reasonOf } from '../people/failed.js';
import { HOST } from '../words/host.js';
import { HOST_MATCH } from '../words/host-match.js';
import type { BlockProps } from './block-props.js';
import { voicesFor } from './voices.js';

/** Another host may have changed it. */
const LOOK_MS = 4_000;
const words = HOST_MATCH.control;

interface ControlProps extends BlockProps {
  readonly speech: SpeechView | undefined;
}

/** Whether what is written airs by itself, waits for a host, or nothing is; and who speaks in quiet moments. */
export function CommentaryControl({ desk, tell, speech }: ControlProps) {
  const path = `/v1/channels/${desk.channel.id}/commentary`;
  const { value, failure, again } = useAsked(path, Control, LOOK_MS);
  // What was pressed is shown at once, and what the server says of it when it has.
  const [asked, setAsked] = useState<SetControl>();
  const set = async (change: SetControl, done: string): Promise<void> => {
    setAsked(change);
    const answer = await askAsMe(path, Control, { method: 'PATCH', body: change });
    const reason = reasonOf(answer);
    await again();
    setAsked(undefined);
    tell(reason ?? done, reason !== undefined);
  };
  if (value === undefined) return <p role="status">{failure ?? words.asking}</p>;
  const mode = asked?.mode ?? value.mode;
  const colourVoice = asked?.colourVoice === undefined ? value.colourVoice : asked.colourVoice;
  return (
    <div class="control">
      <fieldset class="choice">
        <legend class="unseen">{words.mode}</legend>
        {COMMENTARY_MODES.map((one) => (
          <label key={one} data-value={one}>
            <input
              type="radio"
              name="commentary"
              value={one}
              checked={one === mode}
              aria-describedby="commentary-mode"
              onChange={() => void set({ mode: one }, words.done[one])}
            />
            <span>{words.modes[one]}</span>
          </label>
        ))}
      </fieldset>
      <p id="commentary-mode" class="small quiet">
        {words.about[mode]}
      </p>
      {speech !== undefined && (
        <ColourVoice
          chosen={colourVoice ?? ''}
          choose={(voice) => void set({ colourVoice: voice === '' ? null : voice }, words.voiceDone)}
          voices={voicesFor(speech, desk.channel.language)}
        />
      )}
    </div>
  );
}

interface VoiceProps {
  readonly chosen: string;
  readonly choose: (voice: string) => void;
  readonly voices: ReturnType<typeof voicesFor>;
}

function ColourVoice({ chosen, choose, voices }: VoiceProps) {
  const isKnown = chosen === '' || voices.some(({ voice }) => voice === chosen);
  return (
    <label class="field">
      {words.colourVoice}
      <select value={chosen} onChange={({ currentTarget }) => choose(currentTarget.value)}>
        <option value="">{words.sameVoice}</option>
        {!isKnown && <option value={chosen}>{chosen}</option>}
        {voices.map(({ voice, name, provider, isFailing }) => (
          <option key={voice} value={voice}>
            {isFailing ? HOST.compose.voiceFails(`${name}, ${provider}`) : `${name}, ${provider}`}
          </option>
        ))}
      </select>
    </label>
  );
}
