import { useState } from 'preact/hooks';
import { NOTICE_MAX } from '../../../src/wire/limits.js';
import { TOOLS } from '../words/host-tools.js';
import type { BlockProps } from './block-props.js';
import { toldOutcome } from './use-desk.js';

const words = TOOLS.notice;

/** A sentence that every listener reads, until it is taken back. */
export function NoticeBlock({ desk, tell }: BlockProps) {
  const [text, setText] = useState('');
  const { notice } = desk.following;
  const show = async (given: string | null): Promise<void> => {
    const outcome = await desk.command({ name: 'notice', notice: given });
    if (toldOutcome(outcome, tell, given === null ? words.gone : words.shown)) setText('');
  };
  return (
    <section aria-labelledby="notice">
      <h2 id="notice">{words.heading}</h2>
      {notice !== null && (
        <>
          <p class="small">
            {words.now} <strong>{notice}</strong>
          </p>
          <div class="row">
            <button type="button" class="small plain" onClick={() => void show(null)}>
              {words.takeBack}
            </button>
          </div>
        </>
      )}
      <form
        class="row"
        onSubmit={(event) => {
          event.preventDefault();
          if (text.trim() !== '') void show(text.trim());
        }}
      >
        <input
          type="text"
          class="grow"
          aria-label={words.text}
          placeholder={words.placeholder}
          maxLength={NOTICE_MAX}
          value={text}
          onInput={({ currentTarget }) => setText(currentTarget.value)}
        />
        <button type="submit" class="small" disabled={text.trim() === ''}>
          {words.show}
        </button>
      </form>
    </section>
  );
}
