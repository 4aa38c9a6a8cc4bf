import { useEffect, useMemo, useState } from 'preact/hooks';
import { Clip } from '../../../src/wire/host.js';
import type { Urgency } from '../../../src/wire/radio.js';
import { surroundings } from '../connection/surroundings.js';
import { MicrophoneIcon } from '../look/icons.js';
import { askAsMe } from '../people/asking-as.js';
import { HOST, minutes } from '../words/host.js';
import { TOOLS } from '../words/host-tools.js';
import type { BlockProps } from './block-props.js';
import { FLASH_STALE_MS } from './draft.js';
import { Microphone, type Recording } from './microphone.js';
import { TALK_MS_MAX, Talking, type TalkState } from './talking.js';

const words = TOOLS.talk;
/** As long as the server waits for one. */
const UPLOAD_MS = 120_000;

/** The host's own voice instead of a typed line. `urgency` is the one that is chosen for lines. */
export function TalkBlock({ desk, tell, urgency }: BlockProps & { readonly urgency: Urgency }) {
  const [, setCount] = useState(0);
  const chosen = useMemo(() => ({ urgency }), []);
  chosen.urgency = urgency;
  const talking = useMemo(() => {
    const send = async ({ wav, durationMs }: Recording, spokenAt: number): Promise<string | undefined> => {
      const path = `/v1/channels/${desk.channel.id}/clips`;
      const answer = await askAsMe(path, Clip, { method: 'POST', body: wav, withinMs: UPLOAD_MS });
      if (!('ok' in answer)) return 'problem' in answer ? answer.problem.title : words.noAnswer;
      const say = { clip: answer.ok.clip, mode: 'say', style: 'calm', front: false, spokenForMs: 0 } as const;
      const stale = chosen.urgency === 'flash' ? { staleAfterMs: FLASH_STALE_MS } : {};
      const isTaken = desk.posting.write(
        { ...say, ...stale, urgency: chosen.urgency },
        { clipMs: durationMs, spokenAt },
      );
      if (!isTaken) return HOST.compose.full;
      tell(words.queued);
      return undefined;
    };
    return new Talking({
      open: (told) => Microphone.open(told),
      send,
      wallNow: () => Date.now(),
      after: surroundings.after,
      onChange: () => setCount((count) => count + 1),
      onTooShort: () => tell(words.tooShort, true),
    });
  }, [desk]);
  useEffect(() => () => talking.turnOff(), [talking]);
  useEffect(() => {
    const escape = ({ key }: KeyboardEvent): void => {
      if (key === 'Escape' && talking.state.phase === 'recording' && talking.throwAway()) tell(words.thrown);
    };
    window.addEventListener('keydown', escape);
    return () => window.removeEventListener('keydown', escape);
  }, [talking]);
  return (
    <section class="talk" aria-labelledby="talk">
      <h2 id="talk">{words.heading}</h2>
      <Now talking={talking} state={talking.state} />
    </section>
  );
}

interface NowProps<State = TalkState> {
  readonly talking: Talking;
  readonly state: State;
}

function Now({ talking, state }: NowProps) {
  if (state.phase === 'off' || state.phase === 'opening') return <Off talking={talking} state={state} />;
  if (state.phase === 'kept') return <Kept talking={talking} state={state} />;
  return (
    <>
      <div class="row">
        <HoldButton talking={talking} state={state} />
        {state.phase === 'recording' && (
          <button type="button" class="small plain" onClick={() => talking.throwAway()}>
            {words.away}
          </button>
        )}
      </div>
      <meter min={0} max={1} low={0.25} high={0.95} optimum={0.6} value={talking.level} aria-label={words.level} />
      <div class="row">
        <p class="small quiet figure">
          {state.phase === 'recording' ? words.left(minutes(TALK_MS_MAX - (Date.now() - state.since))) : words.about}
        </p>
        <span class="grow" />
        <button type="button" class="small plain" onClick={() => talking.turnOff()}>
          {words.off}
        </button>
      </div>
    </>
  );
}

function Off({ talking, state }: NowProps) {
  const trouble = state.phase === 'off' ? state.trouble : undefined;
  return (
    <>
      {trouble !== undefined && (
        <p class="warning small" role="alert">
          {trouble === 'lost' ? words.lost : words.troubles[trouble]}
        </p>
      )}
      <div class="row">
        <button type="button" class="plain" disabled={state.phase === 'opening'} onClick={() => void talking.turnOn()}>
          <MicrophoneIcon />
          {words.on}
        </button>
      </div>
    </>
  );
}

function Kept({ talking, state }: NowProps<Extract<TalkState, { phase: 'kept' }>>) {
  return (
    <>
      <p class="warning small" role="alert">
        {words.notSent(state.reason)} ({minutes(state.recording.durationMs)})
      </p>
      <div class="row">
        <button type="button" class="small" onClick={() => void talking.sendAgain()}>
          {words.again}
        </button>
        <button type="button" class="small plain" onClick={() => talking.throwAway()}>
          {words.away}
        </button>
      </div>
    </>
  );
}

function HoldButton({ talking, state }: NowProps) {
  const isRecording = state.phase === 'recording';
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== ' ' && event.key !== 'Enter') return;
    event.preventDefault();
    if (event.repeat) return;
    if (event.type === 'keydown') talking.press();
    else talking.release();
  };
  // A click that neither a pointer nor a key made comes from what reads the page aloud.
  const onClick = ({ detail }: MouseEvent): void => {
    if (detail !== 0) return;
    talking.press();
    talking.release();
  };
  return (
    <button
      type="button"
      class="hold"
      aria-pressed={isRecording}
      disabled={state.phase === 'sending'}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        if (event.button === 0) talking.press();
      }}
      onPointerUp={() => talking.release()}
      onPointerCancel={() => talking.release()}
      onKeyDown={onKey}
      onKeyUp={onKey}
      onBlur={() => talking.release()}
      onClick={onClick}
      onContextMenu={(event) => event.preventDefault()}
    >
      <MicrophoneIcon />
      {nameOf(state)}
    </button>
  );
}

function nameOf(state: TalkState): string {
  if (state.phase === 'sending') return words.sending;
  if (state.phase !== 'recording') return words.hold;
  return state.isLatched ? words.latched : words.recording;
}
