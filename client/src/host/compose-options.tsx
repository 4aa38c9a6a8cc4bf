import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { MODES, STYLES } from '../../../src/wire/host.js';
import { URGENCIES } from '../../../src/wire/radio.js';
import type { SpeechView } from '../../../src/wire/speech.js';
import { HOST, roughly } from '../words/host.js';
import type { Desk } from './desk.js';
import { type Draft, SHELF_LIVES_MS } from './draft.js';
import { languagesOf, voicesFor } from './voices.js';

const words = HOST.compose;

interface PartProps {
  readonly draft: Draft;
  readonly change: (draft: Draft) => void;
}

interface HowProps extends PartProps {
  readonly desk: Desk;
  readonly speech: SpeechView | undefined;
  readonly children: ComponentChildren;
}

/** How a line is said. What most lines do without is folded away; `children` are the buttons beside it. */
export function How({ draft, change, desk, speech, children }: HowProps) {
  const [isOpen, setOpen] = useState(false);
  const choices = { draft, change };
  return (
    <>
      <div class="row">
        <Choice name="urgency" label={words.urgency} of={URGENCIES} called={HOST.urgencies} {...choices} />
        <button
          type="button"
          class="small plain"
          aria-label={words.optionsAbout}
          aria-expanded={isOpen}
          aria-controls="how"
          onClick={() => setOpen(!isOpen)}
        >
          {words.options}
        </button>
      </div>
      <div class="row sending">
        <Choice name="mode" label={words.mode} of={MODES} called={words.modes} {...choices} />
        <p id="mode" class="grow small quiet">
          {words.modesAbout[draft.mode]}
        </p>
        {children}
      </div>
      <div id="how" class="how" hidden={!isOpen}>
        <Choice name="style" label={words.style} of={STYLES} called={HOST.styles} {...choices} />
        <ShelfLife {...choices} />
        {speech !== undefined && <Language {...choices} speech={speech} usual={desk.channel.language} />}
        {speech !== undefined && <Voice {...choices} speech={speech} usual={desk.channel.language} />}
      </div>
    </>
  );
}

interface ChoiceProps<Name extends 'urgency' | 'style' | 'mode'> extends PartProps {
  readonly name: Name;
  readonly label: string;
  readonly of: readonly Draft[Name][];
  readonly called: Readonly<Record<Draft[Name], string>>;
}

function Choice<Name extends 'urgency' | 'style' | 'mode'>({
  name,
  label,
  of,
  called,
  draft,
  change,
}: ChoiceProps<Name>) {
  return (
    <fieldset class="choice">
      <legend class="unseen">{label}</legend>
      {of.map((one) => (
        <label key={one} data-value={one}>
          <input
            type="radio"
            name={name}
            value={one}
            checked={draft[name] === one}
            onChange={() => change({ ...draft, [name]: one })}
          />
          <span>{called[one]}</span>
        </label>
      ))}
    </fieldset>
  );
}

function ShelfLife({ draft, change }: PartProps) {
  const { staleAfterMs: _, ...usual } = draft;
  const choose = (value: string): void => change(value === '' ? usual : { ...usual, staleAfterMs: Number(value) });
  return (
    <label class="field">
      {words.shelf}
      <select value={draft.staleAfterMs ?? ''} onChange={({ currentTarget }) => choose(currentTarget.value)}>
        <option value="">{words.shelfUsual[draft.urgency]}</option>
        {SHELF_LIVES_MS.map((ms) => (
          <option key={ms} value={ms}>
            {roughly(ms)}
          </option>
        ))}
      </select>
    </label>
  );
}

interface SpeechProps extends PartProps {
  readonly speech: SpeechView;
  readonly usual: string;
}

function Language({ draft, change, speech, usual }: SpeechProps) {
  // A voice of another language would not be understood.
  const { language: _, voice: __, ...rest } = draft;
  const names = new Intl.DisplayNames(['en'], { type: 'language' });
  const choose = (value: string): void => change(value === '' ? rest : { ...rest, language: value });
  return (
    <label class="field">
      {words.language}
      <select value={draft.language ?? ''} onChange={({ currentTarget }) => choose(currentTarget.value)}>
        <option value="">{words.usualLanguage(names.of(usual) ?? usual)}</option>
        {languagesOf(speech).map((language) => (
          <option key={language} value={language}>
            {names.of(language) ?? language}
          </option>
        ))}
      </select>
    </label>
  );
}

function Voice({ draft, change, speech, usual }: SpeechProps) {
  const { voice: _, ...rest } = draft;
  const choose = (value: string): void => change(value === '' ? rest : { ...rest, voice: value });
  return (
    <label class="field">
      {words.voice}
      <select value={draft.voice ?? ''} onChange={({ currentTarget }) => choose(currentTarget.value)}>
        <option value="">{words.usualVoice}</option>
        {voicesFor(speech, draft.language ?? usual).map(({ voice, name, provider, isFailing }) => (
          <option key={voice} value={voice}>
            {isFailing ? words.voiceFails(`${name}, ${provider}`) : `${name}, ${provider}`}
          </option>
        ))}
      </select>
    </label>
  );
}
