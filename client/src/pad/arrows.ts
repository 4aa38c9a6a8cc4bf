/** How far off a part of the page is. `along` the arrow it is counted from middle to middle, `across` only what lies between. */
interface Distance {
  readonly along: number;
  readonly across: number;
}

/** What stands in the same row or column is nearer than anything beside it. */
const ASIDE = 100;

type Rect = Pick<DOMRect, 'left' | 'right' | 'top' | 'bottom'>;

const WAYS: Readonly<Record<string, (from: Rect, to: Rect) => Distance>> = {
  ArrowLeft: (from, to) => ({
    along: middle(from.left, from.right) - middle(to.left, to.right),
    across: rows(from, to),
  }),
  ArrowRight: (from, to) => ({
    along: middle(to.left, to.right) - middle(from.left, from.right),
    across: rows(from, to),
  }),
  ArrowUp: (from, to) => ({
    along: middle(from.top, from.bottom) - middle(to.top, to.bottom),
    across: columns(from, to),
  }),
  ArrowDown: (from, to) => ({
    along: middle(to.top, to.bottom) - middle(from.top, from.bottom),
    across: columns(from, to),
  }),
};

/** Moves the focus among the buttons of a part of the page to the nearest in the arrow's direction. */
export function moveByArrow(event: KeyboardEvent): void {
  const way = WAYS[event.key];
  const { currentTarget: part, target: from } = event;
  if (way === undefined || !(part instanceof HTMLElement) || !(from instanceof HTMLButtonElement)) return;
  const start = from.getBoundingClientRect();
  const others = [...part.querySelectorAll<HTMLButtonElement>('button:not(:disabled)')].flatMap((button) => {
    const { along, across } = way(start, button.getBoundingClientRect());
    return along > 1 ? [{ button, away: along + ASIDE * across }] : [];
  });
  const [nearest] = others.toSorted((one, other) => one.away - other.away);
  if (nearest === undefined) return;
  event.preventDefault();
  nearest.button.focus();
}

function middle(from: number, to: number): number {
  return (from + to) / 2;
}

function rows(one: Rect, other: Rect): number {
  return Math.max(0, one.top - other.bottom, other.top - one.bottom);
}

function columns(one: Rect, other: Rect): number {
  return Math.max(0, one.left - other.right, other.left - one.right);
}
