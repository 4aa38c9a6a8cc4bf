export interface ToSay {
  readonly recordedAt: number;
  readonly soundMs: number;
}

/** How late each line is whose words are said one after the other, none left out: as whoever reads out a feed does. */
export function lagsInOrder(
  lines: readonly ToSay[],
  { readyMs, gapMs }: { readonly readyMs: number; readonly gapMs: number },
): number[] {
  let freeAt = -Infinity;
  return lines.map(({ recordedAt, soundMs }) => {
    const startsAt = Math.max(recordedAt + readyMs, freeAt);
    freeAt = startsAt + soundMs + gapMs;
    return startsAt - recordedAt;
  });
}
