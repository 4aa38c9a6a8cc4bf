import { useEffect, useRef, useState } from 'preact/hooks';
import { TEXT_MAX } from '../../../src/wire/limits.js';
import type { QueuedRequest } from '../../../src/wire/radio.js';
import { HOST } from '../words/host.js';
import type { BlockProps } from './block-props.js';
import { toldOutcome } from './use-desk.js';

const words = HOST.queue;

interface EditorProps extends BlockProps {
  readonly request: QueuedRequest;
  readonly close: () => void;
}

/** Other words in the same place. They are as old as the words before, and go stale with them. */
export function RowEditor({ desk, tell, request, close }: EditorProps) {
  const [text, setText] = useState(request.text);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    field.current?.focus();
  }, []);
  const save = async (): Promise<void> => {
    const given = text.trim();
    if (given === '' || given.length > TEXT_MAX) return;
    const { id, staleAt } = request;
    const now = desk.now();
    const staleAfterMs =
      staleAt === null || now === undefined ? {} : { staleAfterMs: Math.max(1_000, Math.round(staleAt - now)) };
    const outcome = await desk.command({ name: 'edit', request: id, edit: { text: given, ...staleAfterMs } });
    if (toldOutcome(outcome, tell, words.saved)) close();
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') close();
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void save();
  };
  return (
    <div class="editor">
      <textarea
        ref={field}
        rows={3}
        dir="auto"
        aria-label={request.mode === 'write' ? words.editNote : words.editText}
        maxLength={TEXT_MAX}
        value={text}
        onInput={({ currentTarget }) => setText(currentTarget.value)}
        onKeyDown={onKey}
      />
      <div class="row">
        <button type="button" class="small" onClick={() => void save()}>
          {words.save}
        </button>
        <button type="button" class="small plain" onClick={close}>
          {words.noSave}
        </button>
      </div>
    </div>
  );
}
