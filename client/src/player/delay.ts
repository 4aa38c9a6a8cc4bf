/** How far a listener may tune behind the ground, for a television. */
export const TUNED_MS_MAX = 120_000;

/** What a link asks for, such as `?delay=18.5`; nothing where it asks for nothing that makes sense. */
export function delayIn(search: string): number | undefined {
  const asked = new URLSearchParams(search).get('delay');
  if (asked === null || !/^\d{1,3}(\.\d{1,3})?$/.test(asked)) return undefined;
  return tuned(Number(asked) * 1_000);
}

/** Tenths of a second, and not beyond what can be tuned. */
export function tuned(ms: number): number {
  return Math.min(TUNED_MS_MAX, Math.max(0, Math.round(ms / 100) * 100));
}

/** The same page with this delay in its address. */
export function linkWith(address: string, delayMs: number): string {
  const link = new URL(address);
  if (delayMs === 0) link.searchParams.delete('delay');
  else link.searchParams.set('delay', secondsOf(delayMs));
  return link.href;
}

export function secondsOf(ms: number): string {
  return (ms / 1_000).toFixed(1);
}
