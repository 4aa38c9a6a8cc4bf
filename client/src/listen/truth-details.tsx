import type { ListeningView } from '../player/listening-view.js';
import { LISTEN } from '../words/listen.js';
import { stepState } from './sound-state.js';
import { StepDial } from './step-dial.js';

/** In step or not, and by a tap what that is known from. */
export function TruthDetails({ view }: { readonly view: ListeningView }) {
  const { truth } = view;
  return (
    <details class="truth">
      <summary>
        <StepDial withinMs={view.sound === 'on' && !view.isStreamed ? truth.withinMs : undefined} />
        <span>{stepState(view)}</span>
        <span class="unseen">{LISTEN.details}</span>
      </summary>
      <dl>
        <Row name={LISTEN.offset} value={inMs(truth.offsetMs, 1)} />
        <Row name={LISTEN.roundTrip} value={inMs(truth.roundTripMs, 1)} />
        {!view.isStreamed && (
          <>
            <Row name={LISTEN.buffer} value={LISTEN.seconds((truth.bufferMs / 1_000).toFixed(1))} />
            <Row name={LISTEN.underruns} value={String(truth.underruns)} />
          </>
        )}
      </dl>
    </details>
  );
}

function Row({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function inMs(value: number | undefined, digits: number): string {
  return value === undefined ? LISTEN.unknown : LISTEN.ms(value.toFixed(digits));
}
