import { useId, useState } from 'preact/hooks';
import type { PlayerView } from '../../../src/wire/match-doors.js';
import { PAD } from '../words/pad.js';
import type { Named } from './football.js';

interface ChoiceProps {
  readonly players: readonly PlayerView[];
  readonly chosen: Named | undefined;
  readonly language: string;
  readonly choose: (named: Named | undefined) => void;
}

/** One of the line-up, somebody who is not in it, or nobody. */
export function PlayerChoice({ players, chosen, language, choose }: ChoiceProps) {
  const [typed, setTyped] = useState('');
  const id = useId();
  const take = (event: Event): void => {
    event.preventDefault();
    if (typed.trim() === '') return;
    choose({ name: typed.trim() });
    setTyped('');
  };
  const isListed = players.some(({ name }) => name === chosen?.name);
  return (
    <>
      <ul class="players">
        {players.map(({ name, number }) => (
          <li key={name}>
            <button
              type="button"
              class="plain"
              aria-pressed={chosen?.name === name}
              onClick={() => choose(number === null ? { name } : { name, number })}
            >
              {number !== null && <span class="shirt">{number}</span>}
              <span lang={language}>{name}</span>
            </button>
          </li>
        ))}
        {chosen?.name !== undefined && !isListed && (
          <li>
            <button type="button" class="plain" aria-pressed="true" onClick={() => choose(chosen)}>
              {chosen.name}
            </button>
          </li>
        )}
        <li>
          <button
            type="button"
            class="plain quiet"
            aria-pressed={chosen === undefined}
            onClick={() => choose(undefined)}
          >
            {PAD.nobody}
          </button>
        </li>
      </ul>
      <form class="other-name" onSubmit={take}>
        <label for={id}>{PAD.otherName}</label>
        <input
          id={id}
          maxLength={100}
          autocomplete="off"
          value={typed}
          onInput={({ currentTarget }) => setTyped(currentTarget.value)}
        />
        <button type="submit" class="plain" disabled={typed.trim() === ''}>
          {PAD.take}
        </button>
      </form>
    </>
  );
}
