import { useState } from 'preact/hooks';
import { AiIcon, CutIcon, PauseIcon, PlayIcon, SkipIcon } from '../look/icons.js';
import { HOST, minutes, opening } from '../words/host.js';
import type { Command } from './desk.js';
import type { BlockProps } from './block-props.js';
import { type OnAir, onAirAt } from './on-air.js';
import { toldOutcome, useEvery } from './use-desk.js';

const words = HOST.onAir;
const FOUR_TIMES_A_SECOND_MS = 250;

export function OnAirBlock({ desk, tell }: BlockProps) {
  useEvery(FOUR_TIMES_A_SECOND_MS);
  const { following } = desk;
  const { phase } = following;
  const onAir = onAirAt(following, desk.now());
  const run = async (command: Command, done?: string): Promise<void> => {
    toldOutcome(await desk.command(command), tell, done);
  };
  const id = onAir?.request.id ?? '';
  return (
    <section class="on-air" aria-labelledby="on-air" data-lit={onAir?.sounding !== undefined}>
      <h2 id="on-air">{words.heading}</h2>
      {onAir === undefined ? <p class="nothing">{sentenceFor(phase)}</p> : <Current onAir={onAir} />}
      {phase !== 'closed' && (
        <div class="row">
          <button
            type="button"
            class="small"
            aria-label={words.skipAbout}
            disabled={onAir === undefined}
            onClick={() => void run({ name: 'skip', request: id, cut: false }, words.skipped)}
          >
            <SkipIcon />
            {words.skip}
          </button>
          <button
            type="button"
            class="small danger"
            aria-label={words.cutAbout}
            disabled={onAir === undefined}
            onClick={() => void run({ name: 'skip', request: id, cut: true }, words.cutDone)}
          >
            <CutIcon />
            {words.cut}
          </button>
          {phase === 'paused' ? (
            <button type="button" class="small" onClick={() => void run({ name: 'resume' }, words.resumedDone)}>
              <PlayIcon />
              {words.resume}
            </button>
          ) : (
            <button
              type="button"
              class="small"
              disabled={phase === 'closing'}
              onClick={() => void run({ name: 'pause' }, words.pausedDone)}
            >
              <PauseIcon />
              {words.pause}
            </button>
          )}
          <span class="grow" />
          {phase !== 'closing' && <CloseChannel close={() => run({ name: 'close' })} />}
        </div>
      )}
    </section>
  );
}

function sentenceFor(phase: BlockProps['desk']['following']['phase']): string {
  if (phase === 'paused') return words.paused;
  if (phase === 'closing') return HOST.closing;
  return phase === 'closed' ? HOST.closedChannel : words.nothing;
}

function Current({ onAir: { request, chunks, sounding, leftMs } }: { readonly onAir: OnAir }) {
  const isSpoken = request.text !== '';
  return (
    <>
      <p class="script" dir="auto">
        {isSpoken ? (request.words ?? request.text) : opening('', request.replay)}
      </p>
      <div class="pieces" aria-hidden="true">
        {chunks.map((part, index) => (
          <span key={index} class="piece">
            <span style={{ transform: `scaleX(${part})` }} />
          </span>
        ))}
      </div>
      <p class="facts small">
        {isSpoken && (
          <span class="ai" title={words.aiVoiceAbout}>
            <AiIcon />
            {words.aiVoice}
          </span>
        )}
        {chunks.length > 1 && sounding !== undefined && (
          <span>
            {request.pieces === null ? words.pieceSoFar(sounding + 1) : words.piece(sounding + 1, chunks.length)}
          </span>
        )}
        <span class="figure">{words.left(minutes(leftMs))}</span>
        <span>{words.heard(request.heardBy, request.offeredTo)}</span>
      </p>
    </>
  );
}

function CloseChannel({ close }: { readonly close: () => Promise<void> }) {
  const [isAsking, setAsking] = useState(false);
  if (!isAsking) {
    return (
      <button type="button" class="small plain" onClick={() => setAsking(true)}>
        {words.close}
      </button>
    );
  }
  return (
    <div class="ask" role="alertdialog" aria-labelledby="close-ask">
      <p id="close-ask">{words.closeAsk}</p>
      <div class="row">
        <button type="button" class="small danger" onClick={() => void close().then(() => setAsking(false))}>
          {words.closeYes}
        </button>
        <button
          type="button"
          class="small plain"
          ref={(button) => button?.focus()}
          onClick={() => setAsking(false)}
          onKeyDown={({ key }) => key === 'Escape' && setAsking(false)}
        >
          {words.closeNo}
        </button>
      </div>
    </div>
  );
}
