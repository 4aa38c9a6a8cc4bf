import type { RefObject } from 'preact';
import type { Urgency } from '../../../src/wire/radio.js';
import type { SpeechView } from '../../../src/wire/speech.js';
import { FlashIcon, SendIcon } from '../look/icons.js';
import { HOST } from '../words/host.js';
import type { BlockProps } from './block-props.js';
import { How } from './compose-options.js';
import { afterSending, charactersLeft, type Draft, sayOf } from './draft.js';

interface ComposeProps extends BlockProps {
  readonly draft: Draft;
  readonly change: (draft: Draft) => void;
  readonly speech: SpeechView | undefined;
  readonly text: RefObject<HTMLTextAreaElement | null>;
}

const NEAR_THE_END = 200;
const words = HOST.compose;

export function Compose({ desk, draft, change, text, tell, speech }: ComposeProps) {
  const send = (urgency?: Urgency): void => {
    text.current?.focus();
    const say = sayOf(draft, urgency);
    if (say === undefined) return;
    if (!desk.posting.write(say)) return tell(words.full, true);
    change(afterSending(draft));
    tell(desk.isOpen ? words.sent : words.kept);
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.isComposing || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    send(event.shiftKey ? 'flash' : undefined);
  };
  const left = charactersLeft(draft);
  return (
    <section class="compose" aria-label={words.heading}>
      <label class="unseen" for="text">
        {words.text}
      </label>
      <textarea
        id="text"
        ref={text}
        rows={3}
        dir="auto"
        placeholder={words.placeholder[draft.mode]}
        aria-describedby="mode left keys"
        aria-invalid={left < 0}
        value={draft.text}
        onInput={({ currentTarget }) => change({ ...draft, text: currentTarget.value })}
        onKeyDown={onKey}
      />
      <p id="left" class="count" data-state={left < 0 ? 'bad' : left <= NEAR_THE_END ? 'near' : 'fine'}>
        {left < 0 ? words.over(-left) : words.left(left)}
      </p>
      <How draft={draft} change={change} desk={desk} speech={speech}>
        <SendButtons canSend={sayOf(draft) !== undefined} send={send} />
      </How>
      <p id="keys" class="quiet small keys">
        {words.keys}
      </p>
    </section>
  );
}

interface SendButtonsProps {
  readonly canSend: boolean;
  readonly send: (urgency?: Urgency) => void;
}

function SendButtons({ canSend, send }: SendButtonsProps) {
  return (
    <>
      <button
        type="button"
        class="send flash"
        aria-label={words.sendFlashAbout}
        disabled={!canSend}
        onClick={() => send('flash')}
      >
        <FlashIcon />
        {words.sendFlash}
      </button>
      <button type="button" class="send" disabled={!canSend} onClick={() => send()}>
        <SendIcon />
        {words.send}
      </button>
    </>
  );
}
