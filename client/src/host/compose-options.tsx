import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { STYLES } from '../../../src/wire/host.js';
import { URGENCIES } from '../../../src/wire/radio.js';
import { HOST, roughly } from '../words/host.js';
import type { Desk } from './desk.js';
import { type Draft, SHELF_LIVES_MS } from './draft.js';

const words = HOST.compose;

interface PartProps {
  readonly draft: Draft;
  readonly change: (draft: Draft) => void;
}

interface HowProps extends PartProps {
  readonly desk: Desk;
  readonly children: ComponentChildren;
}

/** How a line is said. What most lines do without is folded away; `children` are the buttons beside it. */
export function How({ draft, change, desk, children }: HowProps) {
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
        <span class="grow" />
        {children}
      </div>
      <div id="how" class="how" hidden={!isOpen}>
        <Choice name="style" label={words.style} of={STYLES} called={HOST.styles} {...choices} />
        <ShelfLife {...choices} />
        <Language {...choices} usual={desk.channel.language} />
      </div>
    </>
  );
}

interface ChoiceProps<Name extends 'urgency' | 'style'> extends PartProps {
  readonly name: Name;
  readonly label: string;
  readonly of: readonly Draft[Name][];
  readonly called: Readonly<Record<Draft[Name], string>>;
}

function Choice<Name extends 'urgency' | 'style'>({ name, label, of, called, draft, change }: ChoiceProps<Name>) {
  return (
    <fieldset class="choice">
      <legend class="hidden">{label}</legend>
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

function Language({ draft, change, usual }: PartProps & { readonly usual: string }) {
  const { language: _, ...rest } = draft;
  const choose = (value: string): void => change(value === '' ? rest : { ...rest, language: value });
  return (
    <label class="field">
      {words.language}
      <input
        type="text"
        size={8}
        maxLength={20}
        autocapitalize="none"
        spellcheck={false}
        placeholder={usual}
        value={draft.language ?? ''}
        onInput={({ currentTarget }) => choose(currentTarget.value.trim())}
      />
    </label>
  );
}
