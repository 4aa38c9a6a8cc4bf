const TITLE_MAX = 200;

/** Both names, cut where they are too long for one title. */
export function titleOf(home: string, away: string, between: string): string {
  const whole = `${home}${between}${away}`;
  if (whole.length <= TITLE_MAX) return whole;
  const room = Math.floor((TITLE_MAX - between.length) / 2);
  return [home, away].map((name) => name.slice(0, room).replace(/\p{Cs}$/u, '')).join(between);
}
