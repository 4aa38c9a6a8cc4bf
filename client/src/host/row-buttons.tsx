import { useState } from 'preact/hooks';
import { CloseIcon, DownIcon, EarIcon, EditIcon, UpIcon } from '../look/icons.js';
import { HOST } from '../words/host.js';
import type { RowProps } from './block-props.js';
import { toldOutcome } from './use-desk.js';

const words = HOST.queue;

interface ButtonsProps extends RowProps {
  readonly text: string;
  readonly edit: () => void;
}

export function RowButtons({ desk, tell, request, step, preListening, text, edit }: ButtonsProps) {
  const [isHeard, setHeard] = useState(false);
  const cancel = async (): Promise<void> => {
    toldOutcome(await desk.command({ name: 'cancel', request: request.id }), tell, words.cancelled);
  };
  const listen = async (): Promise<void> => {
    if (isHeard) return preListening.stop();
    setHeard(true);
    tell(words.listening);
    const isThere = await preListening.play(request.id);
    setHeard(false);
    if (!isThere) tell(words.notReady, true);
  };
  return (
    <div class="row">
      <MoveButtons text={text} step={step} />
      {request.text !== '' && (
        <button type="button" class="icon-button" aria-label={words.editOf(text)} title={words.edit} onClick={edit}>
          <EditIcon />
        </button>
      )}
      <button
        type="button"
        class="icon-button"
        aria-label={isHeard ? words.stop : words.listenOf(text)}
        aria-pressed={isHeard}
        title={isHeard ? words.stop : words.listen}
        disabled={request.ready === 0}
        onClick={() => void listen()}
      >
        <EarIcon />
      </button>
      {isHeard && <span class="small quiet">{words.listening}</span>}
      <span class="grow" />
      <button
        type="button"
        class="icon-button"
        aria-label={words.cancelOf(text)}
        title={words.cancel}
        onClick={() => void cancel()}
      >
        <CloseIcon />
      </button>
    </div>
  );
}

function MoveButtons({ text, step }: Pick<ButtonsProps, 'text' | 'step'>) {
  return (
    <>
      <button
        type="button"
        class="icon-button"
        aria-label={words.up(text)}
        title={words.upAbout}
        onClick={() => step(-1)}
      >
        <UpIcon />
      </button>
      <button
        type="button"
        class="icon-button"
        aria-label={words.down(text)}
        title={words.downAbout}
        onClick={() => step(1)}
      >
        <DownIcon />
      </button>
    </>
  );
}
