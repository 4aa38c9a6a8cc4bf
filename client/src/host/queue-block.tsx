import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { QueuedRequest } from '../../../src/wire/radio.js';
import { HOST, opening } from '../words/host.js';
import type { BlockProps } from './block-props.js';
import { Dragging, type Gap } from './dragging.js';
import { PreListening } from './pre-listening.js';
import { type Move, moveBy, moveTo, waitingOf } from './queue-moves.js';
import { QueueRow } from './queue-row.js';
import { toldOutcome, useEvery } from './use-desk.js';

const words = HOST.queue;

export function QueueBlock({ desk, tell }: BlockProps) {
  useEvery(1_000);
  const waiting = waitingOf(desk.following.requests ?? []);
  const [gap, setGap] = useState<Gap>();
  const list = useRef<HTMLOListElement>(null);
  const preListening = useRef(new PreListening(desk.channel.id)).current;
  const keepFocus = useKeptFocus();

  const move = async (request: QueuedRequest, to: Move | undefined, edge: string): Promise<void> => {
    if (to === undefined) return tell(edge);
    keepFocus();
    const outcome = await desk.command({ name: 'reorder', request: request.id, before: to.before });
    toldOutcome(outcome, tell, words.moved(opening(request.text), to.place, waiting.length));
  };
  const step = (request: QueuedRequest, by: -1 | 1): void => {
    void move(request, moveBy(waiting, request.id, by), by === -1 ? words.edgeUp : words.edgeDown);
  };
  const dragging = new Dragging(list, {
    onGap: setGap,
    onDrop: (id, at) => {
      const request = waiting.find((other) => other.id === id);
      const to = moveTo(waiting, id, at);
      if (request !== undefined && to !== undefined) void move(request, to, '');
    },
  });
  return (
    <section class="queue" aria-labelledby="queue">
      <h2 id="queue">
        {words.heading} {waiting.length > 0 && <span class="quiet">{words.count(waiting.length)}</span>}
      </h2>
      {waiting.length === 0 && <p class="nothing">{words.nothing}</p>}
      <ol ref={list}>
        {waiting.map((request, at) => (
          <QueueRow
            key={request.id}
            desk={desk}
            tell={tell}
            request={request}
            place={at + 1}
            mark={markOf(request, at, gap)}
            step={(by) => step(request, by)}
            startDrag={(event) => dragging.start(request.id, event)}
            preListening={preListening}
          />
        ))}
      </ol>
    </section>
  );
}

function markOf({ id }: QueuedRequest, at: number, gap: Gap | undefined): string | undefined {
  if (gap === undefined) return undefined;
  if (gap.id === id) return 'dragged';
  if (gap.at === at) return 'before';
  return gap.at === at + 1 ? 'after' : undefined;
}

/** A row that moves takes its focus along, also in browsers that move nothing without taking it out first. */
function useKeptFocus(): () => void {
  const held = useRef<Element | null>(null);
  useLayoutEffect(() => {
    const { current } = held;
    if (document.activeElement !== document.body && document.activeElement !== current) held.current = null;
    else if (current instanceof HTMLElement && current !== document.activeElement) current.focus();
  });
  return () => (held.current = document.activeElement);
}
