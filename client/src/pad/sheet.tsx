import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { PAD } from '../words/pad.js';

interface SheetProps {
  readonly title: string;
  readonly onClosed: () => void;
  /** What to do with what was chosen, where it is not done with the press that chose it. */
  readonly finish?: () => void;
  /** `close` gives the focus back to where it was. */
  readonly children: (close: () => void) => ComponentChildren;
}

/** Something to be chosen, over the rest of the page: the focus stays in it, and Escape leaves all as it was. */
export function Sheet({ title, onClosed, finish, children }: SheetProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => dialog.current?.showModal(), []);
  const close = (): void => dialog.current?.close();
  return (
    <dialog ref={dialog} class="sheet" aria-labelledby={id} onClose={onClosed}>
      <h2 id={id}>{title}</h2>
      {children(close)}
      <div class="sheet-ways">
        {finish !== undefined && (
          <button
            type="button"
            onClick={() => {
              finish();
              close();
            }}
          >
            {PAD.done}
          </button>
        )}
        <button type="button" class="plain" onClick={close}>
          {PAD.leave}
        </button>
      </div>
    </dialog>
  );
}
