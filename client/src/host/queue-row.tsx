import { useState } from 'preact/hooks';
import type { QueuedRequest } from '../../../src/wire/radio.js';
import { AiIcon, GripIcon } from '../look/icons.js';
import { HOST, opening, roughly } from '../words/host.js';
import type { RowProps } from './block-props.js';
import { RowEditor } from './row-editor.js';
import { RowButtons } from './row-buttons.js';

const words = HOST.queue;
/** From so long before it goes stale its host is told how long it is still worth saying. */
const STALE_SOON_MS = 60_000;

export function QueueRow(props: RowProps) {
  const { desk, tell, request, place, mark, step, startDrag } = props;
  const [isEditing, setEditing] = useState(false);
  const text = opening(request.text, request.replay);
  const now = desk.now();
  const onKey = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : undefined;
    if (by === undefined) return;
    event.preventDefault();
    step(by);
  };
  return (
    <li data-urgency={request.urgency} data-mark={mark} data-stale={request.goesStale}>
      <div class="place">
        <span class="figure" aria-hidden="true">
          {place}
        </span>
        <button
          type="button"
          class="icon-button grip"
          aria-label={words.move(text)}
          title={words.moveAbout}
          onPointerDown={startDrag}
          onKeyDown={onKey}
        >
          <GripIcon />
        </button>
      </div>
      <div class="what">
        {isEditing ? (
          <RowEditor desk={desk} tell={tell} request={request} close={() => setEditing(false)} />
        ) : (
          <p class="script" dir="auto">
            {request.text === '' ? text : (request.words ?? request.text)}
          </p>
        )}
        {!isEditing && request.words !== null && (
          <p class="small quiet" dir="auto">
            {words.from(text)}
          </p>
        )}
        <Facts request={request} now={now} />
        {!isEditing && <RowButtons {...props} text={text} edit={() => setEditing(true)} />}
      </div>
    </li>
  );
}

function Facts({ request, now }: { readonly request: QueuedRequest; readonly now: number | undefined }) {
  const { urgency, mode, status, expectedAt, staleAt, goesStale } = request;
  const leftMs = staleAt === null || now === undefined ? undefined : staleAt - now;
  return (
    <p class="facts small quiet">
      {urgency !== 'normal' && <strong class="tag">{HOST.urgencies[urgency]}</strong>}
      {mode === 'write' && (
        <strong class="note" title={HOST.noteAbout}>
          {HOST.note}
        </strong>
      )}
      <span class="figure">{whenOf(expectedAt, now)}</span>
      <span>{HOST.statuses[status]}</span>
      {request.text !== '' && (
        <span class="ai" title={HOST.onAir.aiVoiceAbout}>
          <AiIcon />
          {HOST.onAir.aiVoice}
        </span>
      )}
      {goesStale && <strong class="warning">{words.staleSoon}</strong>}
      {!goesStale && leftMs !== undefined && leftMs < STALE_SOON_MS && <span>{words.staleIn(roughly(leftMs))}</span>}
    </p>
  );
}

function whenOf(expectedAt: number | null, now: number | undefined): string {
  if (expectedAt === null || now === undefined) return words.unknownTime;
  return expectedAt - now < 1_000 ? words.now : words.in(roughly(expectedAt - now));
}
