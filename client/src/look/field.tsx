import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

interface Labelled {
  readonly label: string;
  readonly hint?: string;
  /** What is wrong with what stands in it. */
  readonly mistake?: string | undefined;
  /** `about` names what is told of the input below it. */
  readonly children: (id: string, about: string) => ComponentChildren;
}

/** An input with its label above and what helps below. */
export function Field({ label, hint, mistake, children }: Labelled) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children(id, `${id}-about`)}
      <div id={`${id}-about`}>
        {mistake !== undefined && <p class="bad small">{mistake}</p>}
        {hint !== undefined && <p class="quiet small">{hint}</p>}
      </div>
    </div>
  );
}
