import { useId } from 'preact/hooks';

interface ChipsProps<T extends string | number> {
  readonly legend: string;
  readonly options: ReadonlyArray<{ readonly value: T; readonly label: string }>;
  readonly chosen: T | undefined;
  readonly choose: (value: T) => void;
}

/** One of a few, side by side. */
export function ChipChoice<T extends string | number>({ legend, options, chosen, choose }: ChipsProps<T>) {
  const name = useId();
  return (
    <fieldset class="chips">
      <legend>{legend}</legend>
      {options.map(({ value, label }) => (
        <label key={value}>
          <input type="radio" name={name} checked={value === chosen} onChange={() => choose(value)} />
          <span>{label}</span>
        </label>
      ))}
    </fieldset>
  );
}
