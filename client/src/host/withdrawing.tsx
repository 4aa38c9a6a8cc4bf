import { useEffect, useRef, useState } from 'preact/hooks';
import type { PastRequest } from '../../../src/wire/host.js';
import { WITHDRAW_REASON_MAX } from '../../../src/wire/limits.js';
import { HOST, opening } from '../words/host.js';
import type { BlockProps } from './block-props.js';
import { toldOutcome } from './use-desk.js';

const words = HOST.past;

interface WithdrawingProps extends BlockProps {
  readonly request: PastRequest;
}

/** Takes back what was heard. It cannot be undone, so it is asked for twice, and why. */
export function Withdrawing({ desk, tell, request }: WithdrawingProps) {
  const [state, setState] = useState<'there' | 'asking' | 'done'>('there');
  const opener = useRef<HTMLButtonElement>(null);
  const close = (): void => {
    setState('there');
    // Whoever works without a mouse goes on where this was opened, once that is there again.
    requestAnimationFrame(() => opener.current?.focus());
  };
  const withdraw = async (reason: string): Promise<void> => {
    const outcome = await desk.command({ name: 'withdraw', request: request.id, reason });
    // The list shows it with its next look.
    if (toldOutcome(outcome, tell, words.withdrawnDone)) setState('done');
  };
  if (state === 'done') return null;
  if (state === 'asking') return <Ask id={`withdraw-${request.id}`} withdraw={withdraw} close={close} />;
  return (
    <button
      ref={opener}
      type="button"
      class="small plain"
      aria-label={words.withdrawOf(opening(request.text, request.replay))}
      onClick={() => setState('asking')}
    >
      {words.withdraw}
    </button>
  );
}

interface AskProps {
  readonly id: string;
  readonly withdraw: (reason: string) => Promise<void>;
  readonly close: () => void;
}

function Ask({ id, withdraw, close }: AskProps) {
  const [reason, setReason] = useState('');
  const isGiven = reason.trim() !== '';
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <div class="ask" role="alertdialog" aria-labelledby={id} onKeyDown={({ key }) => key === 'Escape' && close()}>
      <p id={id}>{words.withdrawAbout}</p>
      <form
        class="row"
        onSubmit={(event) => {
          event.preventDefault();
          if (isGiven) void withdraw(reason.trim());
        }}
      >
        <input
          ref={field}
          type="text"
          class="grow"
          aria-label={words.reason}
          placeholder={words.reasonPlaceholder}
          maxLength={WITHDRAW_REASON_MAX}
          value={reason}
          onInput={({ currentTarget }) => setReason(currentTarget.value)}
        />
        <button type="submit" class="small danger" disabled={!isGiven}>
          {words.withdrawYes}
        </button>
        <button type="button" class="small plain" onClick={close}>
          {words.withdrawNo}
        </button>
      </form>
    </div>
  );
}
