const WIDTH = 320;
const MIDDLE = WIDTH / 2;
/** The edges of the scale; what is further out stands at its edge. */
const EDGE_MS = 20;
const TICKS = Array.from({ length: 41 }, (_, at) => at - 20);

/** The dial of an old receiver: the needle stands in the middle, and the band shows how far it may be wrong. */
export function StepDial({ withinMs }: { readonly withinMs: number | undefined }) {
  const reach = withinMs === undefined ? undefined : (Math.min(EDGE_MS, withinMs) / EDGE_MS) * (MIDDLE - 8);
  return (
    <svg class="dial" viewBox={`0 0 ${WIDTH} 40`} aria-hidden="true">
      {reach !== undefined && (
        <rect class="dial-band" x={MIDDLE - reach} width={Math.max(2, 2 * reach)} y="6" height="28" rx="3" />
      )}
      {TICKS.map((tick) => (
        <line key={tick} x1={xOf(tick)} x2={xOf(tick)} y1={tick % 5 === 0 ? 12 : 18} y2="28" class="dial-tick" />
      ))}
      <line class="dial-needle" x1={MIDDLE} x2={MIDDLE} y1="3" y2="37" data-known={reach !== undefined} />
    </svg>
  );
}

function xOf(ms: number): number {
  return MIDDLE + (ms / EDGE_MS) * (MIDDLE - 8);
}
