import { useState } from 'preact/hooks';
import { LIFECYCLES_OF, MatchDetails } from '../../../src/wire/match-doors.js';
import { Field } from '../look/field.js';
import { useAsked } from '../look/use-asked.js';
import { askAsMe } from '../people/asking-as.js';
import { reasonOf } from '../people/failed.js';
import { ADMIN } from '../words/admin.js';
import { ADMIN_MATCHES } from '../words/admin-matches.js';

const words = ADMIN_MATCHES.play;
/** It ends by itself. */
const LOOK_MS = 3_000;

const PACES = { real: '', tenfold: '?factor=10', atOnce: '?at_once=true' } as const;
const PACE_NAMES = ['real', 'tenfold', 'atOnce'] as const;

/** Has a match told by its file or the simulator, and stops that. */
export function MatchPlay({ id }: { readonly id: string }) {
  const { value: match, failure, again } = useAsked(`/v1/matches/${id}`, MatchDetails, LOOK_MS);
  const [pace, setPace] = useState<keyof typeof PACES>('real');
  const [refusal, setRefusal] = useState<string>();
  if (match === undefined) return <p role="status">{failure ?? ADMIN.asking}</p>;
  if (!match.isScripted) return <p class="quiet">{words.byHosts}</p>;
  const { isPlaying } = match;
  const press = async (): Promise<void> => {
    const path = `/v1/matches/${id}/${isPlaying ? 'stop' : `start${PACES[pace]}`}`;
    setRefusal(reasonOf(await askAsMe(path, MatchDetails, { method: 'POST', body: {} })));
    await again();
  };
  return (
    <div class="fields">
      <Field label={words.pace}>
        {(field) => (
          <select
            id={field}
            value={pace}
            disabled={isPlaying}
            onChange={({ currentTarget }) => setPace(PACE_NAMES.find((name) => name === currentTarget.value) ?? 'real')}
          >
            {PACE_NAMES.map((name) => (
              <option key={name} value={name}>
                {words.paces[name]}
              </option>
            ))}
          </select>
        )}
      </Field>
      <div class="row-ways">
        <button type="button" disabled={isOver(match) && !isPlaying} onClick={() => void press()}>
          {isPlaying ? words.stop : words.start}
        </button>
        <span role="status">{standing(match)}</span>
      </div>
      <p class="bad" role="status">
        {refusal ?? failure}
      </p>
    </div>
  );
}

function isOver({ state }: MatchDetails): boolean {
  return LIFECYCLES_OF.finished.includes(state.lifecycle);
}

function standing(match: MatchDetails): string {
  if (match.isPlaying) return words.isPlaying;
  return isOver(match) ? words.isOver : words.stands;
}
