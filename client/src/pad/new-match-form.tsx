import { useEffect, useRef, useState } from 'preact/hooks';
import { VISIBILITIES } from '../../../src/wire/host.js';
import { MatchDetails } from '../../../src/wire/match-doors.js';
import { SIDES } from '../../../src/wire/sports.js';
import { Field } from '../look/field.js';
import { languageName } from '../look/language-name.js';
import { askAsMe } from '../people/asking-as.js';
import { reasonOf } from '../people/failed.js';
import { mistakeWords, NEW_MATCH } from '../words/new-match.js';
import { ChipChoice } from './chip-choice.js';
import type { FormProps } from './form-props.js';
import { forgetMatchDraft, keepMatchDraft, keptMatchDraft } from './kept-match-draft.js';
import {
  mistakesOf,
  PAD_LANGUAGES,
  PAD_SPORTS,
  readDraft,
  type FieldName,
  type MatchDraft,
  type Mistakes,
} from './new-match.js';
import { TeamFields } from './team-fields.js';

/** A match as it is typed: kept on this device until it is made. */
export function NewMatchForm() {
  const [draft, setDraft] = useState(keptMatchDraft);
  const [mistakes, setMistakes] = useState<Mistakes>({});
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  const form = useRef<HTMLFormElement>(null);
  const change = (changes: Partial<MatchDraft>): MatchDraft => {
    const next = { ...draft, ...changes };
    setDraft(next);
    keepMatchDraft(next);
    return next;
  };
  // What is wrong is where who typed it goes on.
  useEffect(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus(), [mistakes]);
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const read = readDraft(draft);
    setFailure(undefined);
    setMistakes('mistakes' in read ? read.mistakes : {});
    if ('mistakes' in read) return;
    setBusy(true);
    const asked = change({ wasAsked: true });
    const answer = await askAsMe('/v1/matches', MatchDetails, { method: 'POST', body: read.match });
    setBusy(false);
    const isThere = 'problem' in answer && answer.problem.code === 'matches.match-exists' && draft.wasAsked;
    if ('ok' in answer || isThere) {
      forgetMatchDraft();
      location.assign(`/pad/${asked.id}`);
    } else if ('problem' in answer) setMistakes(mistakesOf(answer.problem));
    else setFailure(`${reasonOf(answer) ?? ''} ${NEW_MATCH.unsure}`);
  };
  const mistakeOf = (field: FieldName): string | undefined => {
    const mistake = mistakes[field];
    return mistake === undefined ? undefined : mistakeWords(mistake);
  };
  const parts = { draft, change, mistakeOf };
  const isWrong = Object.keys(mistakes).length > 0;
  return (
    <form ref={form} class="new-match" noValidate onSubmit={(event) => void submit(event)}>
      <h2>{NEW_MATCH.make}</h2>
      <ChipChoice
        legend={NEW_MATCH.sport}
        options={PAD_SPORTS.map((value) => ({ value, label: NEW_MATCH.sports[value] }))}
        chosen={draft.sport}
        choose={(sport) => change({ sport })}
      />
      {SIDES.map((side) => (
        <TeamFields key={side} side={side} {...parts} />
      ))}
      <Rules {...parts} />
      <Hearing {...parts} />
      <button type="submit" disabled={isBusy}>
        {isBusy ? NEW_MATCH.making : NEW_MATCH.submit}
      </button>
      <p class="bad" role="status">
        {failure ?? mistakeOf('form') ?? (isWrong ? NEW_MATCH.someWrong : '')}
      </p>
    </form>
  );
}

function Rules({ draft, change, mistakeOf }: FormProps) {
  const isCricket = draft.sport === 'cricket';
  const name = isCricket ? 'overs' : 'minutes';
  const mistakes = { length: mistakeOf(name), start: mistakeOf('startsAt') };
  return (
    <>
      <Field label={NEW_MATCH[name]} mistake={mistakes.length} {...(isCricket ? { hint: NEW_MATCH.oversHint } : {})}>
        {(id, about) => (
          <input
            id={id}
            inputMode="numeric"
            aria-describedby={about}
            aria-invalid={mistakes.length !== undefined}
            value={draft[name]}
            onInput={({ currentTarget }) => change({ [name]: currentTarget.value })}
          />
        )}
      </Field>
      <Field label={NEW_MATCH.startsAt} hint={NEW_MATCH.startsAtHint} mistake={mistakes.start}>
        {(id, about) => (
          <input
            id={id}
            type="datetime-local"
            aria-describedby={about}
            aria-invalid={mistakes.start !== undefined}
            value={draft.startsAt}
            onInput={({ currentTarget }) => change({ startsAt: currentTarget.value })}
          />
        )}
      </Field>
    </>
  );
}

function Hearing({ draft, change }: FormProps) {
  const { languages } = draft;
  return (
    <>
      <fieldset class="languages">
        <legend>{NEW_MATCH.languages}</legend>
        {PAD_LANGUAGES.map((language) => (
          <label key={language} class="check">
            <input
              type="checkbox"
              checked={languages.includes(language)}
              onChange={({ currentTarget: { checked } }) => {
                const others = languages.filter((one) => one !== language);
                change({ languages: checked ? [...others, language] : others });
              }}
            />
            {languageName(language)}
          </label>
        ))}
      </fieldset>
      <ChipChoice
        legend={NEW_MATCH.visibility}
        options={VISIBILITIES.map((value) => ({ value, label: NEW_MATCH.visibilities[value] }))}
        chosen={draft.visibility}
        choose={(visibility) => change({ visibility })}
      />
    </>
  );
}
