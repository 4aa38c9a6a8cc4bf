const MINUTE_S = 60;
const HOUR_S = 3_600;

/** As players write it: 4:07, and 1:04:07. */
export function timeWords(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const [h, m, s] = [Math.floor(whole / HOUR_S), Math.floor(whole / MINUTE_S) % MINUTE_S, whole % MINUTE_S];
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

/** The moment of server time that a link asks for, such as `?at=1795298400000`; nothing where it asks for none. */
export function momentIn(search: string): number | undefined {
  const asked = new URLSearchParams(search).get('at');
  return asked !== null && /^\d{10,15}$/.test(asked) ? Number(asked) : undefined;
}

/** The same page at this moment: the same one with pauses and without, however the recording grows. */
export function linkAt(address: string, moment: number): string {
  const link = new URL(address);
  link.hash = '';
  link.search = '';
  link.searchParams.set('at', String(Math.floor(moment)));
  return link.href;
}
