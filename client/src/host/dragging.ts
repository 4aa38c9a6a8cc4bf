import type { RefObject } from 'preact';

/** What is dragged, and before which place it would fall, counted from 0. */
export interface Gap {
  readonly id: string;
  readonly at: number;
}

interface Told {
  onGap(gap: Gap | undefined): void;
  onDrop(id: string, at: number): void;
}

/** Dragging a row of a list by its handle, with a mouse, a pen or a finger. Escape lets it be. */
export class Dragging {
  constructor(
    private readonly list: RefObject<HTMLElement | null>,
    private readonly told: Told,
  ) {}

  start(id: string, event: PointerEvent): void {
    const handle = event.currentTarget;
    if (event.button !== 0 || !(handle instanceof HTMLElement)) return;
    handle.setPointerCapture(event.pointerId);
    let at: number | undefined;
    const over = new AbortController();
    const { signal } = over;
    const end = (isDropped: boolean): void => {
      over.abort();
      this.told.onGap(undefined);
      if (isDropped && at !== undefined) this.told.onDrop(id, at);
    };
    const moved = ({ clientY }: PointerEvent): void => {
      at = this.gapAt(clientY);
      this.told.onGap({ id, at });
    };
    handle.addEventListener('pointermove', moved, { signal });
    handle.addEventListener('pointerup', () => end(true), { signal });
    handle.addEventListener('pointercancel', () => end(false), { signal });
    window.addEventListener('keydown', ({ key }) => key === 'Escape' && end(false), { signal });
  }

  private gapAt(y: number): number {
    const rows = [...(this.list.current?.children ?? [])];
    const below = rows.findIndex((row) => {
      const { top, height } = row.getBoundingClientRect();
      return y < top + height / 2;
    });
    return below === -1 ? rows.length : below;
  }
}
