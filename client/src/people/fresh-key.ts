const BYTES = 16;

/** A key that nobody else has, for asking again without doing it again. Browsers make UUIDs on secure pages alone. */
export function freshKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(BYTES))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
