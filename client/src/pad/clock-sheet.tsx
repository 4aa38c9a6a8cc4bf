import { useState } from 'preact/hooks';
import { secondsAt } from '../../../src/matches/model/play-clock.js';
import { surroundings } from '../connection/surroundings.js';
import { Field } from '../look/field.js';
import { PAD } from '../words/pad.js';
import type { SheetParts } from './opened.js';
import { Sheet } from './sheet.js';

const MINUTES_MAX = 200;

/** What the referee's watch shows, where the pad's clock was started too late. */
export function ClockSheet({ pad, tell, onClosed }: SheetParts) {
  const { clock, segment } = pad.match.state;
  const [sec] = useState(() => Math.floor(clock === null ? 0 : secondsAt(clock, surroundings.now() + pad.offsetMs)));
  if (clock === null || segment === null) return null;
  const set = (form: HTMLFormElement): void => {
    const given = new FormData(form);
    const [minutes, seconds] = ['minutes', 'seconds'].map((name) => Number(given.get(name)));
    const shown = { sec: (minutes ?? 0) * 60 + (seconds ?? 0), running: clock.running };
    tell([{ type: 'clock', segment, clock: shown }]);
  };
  return (
    <Sheet title={PAD.setClock} onClosed={onClosed}>
      {(close) => (
        <form
          class="clock-form"
          onSubmit={(event) => {
            event.preventDefault();
            set(event.currentTarget);
            close();
          }}
        >
          <Field label={PAD.minute}>
            {(id) => <NumberInput id={id} name="minutes" max={MINUTES_MAX} value={Math.floor(sec / 60)} />}
          </Field>
          <Field label={PAD.second}>{(id) => <NumberInput id={id} name="seconds" max={59} value={sec % 60} />}</Field>
          <button type="submit">{PAD.setClock}</button>
        </form>
      )}
    </Sheet>
  );
}

interface NumberProps {
  readonly id: string;
  readonly name: string;
  readonly max: number;
  readonly value: number;
}

function NumberInput({ id, name, max, value }: NumberProps) {
  return (
    <input
      id={id}
      name={name}
      type="number"
      inputMode="numeric"
      required
      min={0}
      max={max}
      step={1}
      defaultValue={String(value)}
    />
  );
}
