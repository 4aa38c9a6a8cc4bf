import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { LOOK } from '../words/look.js';
import { CopyIcon } from './icons.js';

interface Copying {
  readonly text: string;
  /** `small`: beside others, where space is little. */
  readonly size?: 'small';
  readonly children: ComponentChildren;
}

/** Copies a text, and says whether it did; where a browser does not, the text is shown. */
export function CopyButton({ text, size, children }: Copying) {
  const [copied, setCopied] = useState<{ readonly text: string; readonly isDone: boolean }>();
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied({ text, isDone: true });
    } catch (error) {
      // Not over plain HTTP, and not where a person said no.
      if (!(error instanceof DOMException || error instanceof TypeError)) throw error;
      setCopied({ text, isDone: false });
    }
  };
  // What was copied before is not what would be copied now.
  const isSaid = copied?.text === text;
  return (
    <>
      <button type="button" class={size === 'small' ? 'small plain' : 'plain'} onClick={() => void copy()}>
        <CopyIcon />
        {children}
      </button>
      <p class="small copied" role="status">
        {isSaid && (copied.isDone ? LOOK.copied : LOOK.notCopied)}
        {isSaid && !copied.isDone && <code> {text}</code>}
      </p>
    </>
  );
}
