import type { Side } from '../../../src/wire/sports.js';
import { Field } from '../look/field.js';
import { NEW_MATCH } from '../words/new-match.js';
import type { FormProps } from './form-props.js';
import type { TeamDraft } from './new-match.js';

const LINES = 4;

export function TeamFields({ side, draft, change, mistakeOf }: FormProps & { readonly side: Side }) {
  const team = draft[side];
  const write = (changes: Partial<TeamDraft>): void => change({ [side]: { ...team, ...changes } });
  const mistakes = {
    name: mistakeOf(`${side}.name`),
    short: mistakeOf(`${side}.short`),
    players: mistakeOf(`${side}.players`),
  };
  return (
    <fieldset class="team">
      <legend>{NEW_MATCH[side]}</legend>
      <Field label={NEW_MATCH.name} mistake={mistakes.name}>
        {(id, about) => (
          <input
            id={id}
            autocomplete="off"
            aria-describedby={about}
            aria-invalid={mistakes.name !== undefined}
            value={team.name}
            onInput={({ currentTarget }) => write({ name: currentTarget.value })}
          />
        )}
      </Field>
      <Field label={NEW_MATCH.short} hint={NEW_MATCH.shortHint} mistake={mistakes.short}>
        {(id, about) => (
          <input
            id={id}
            autocomplete="off"
            aria-describedby={about}
            aria-invalid={mistakes.short !== undefined}
            value={team.short}
            onInput={({ currentTarget }) => write({ short: currentTarget.value })}
          />
        )}
      </Field>
      <Field label={NEW_MATCH.players} hint={NEW_MATCH.playersHint} mistake={mistakes.players}>
        {(id, about) => (
          <textarea
            id={id}
            rows={LINES}
            dir="auto"
            aria-describedby={about}
            aria-invalid={mistakes.players !== undefined}
            value={team.players}
            onInput={({ currentTarget }) => write({ players: currentTarget.value })}
          />
        )}
      </Field>
    </fieldset>
  );
}
