/** Keeps one of a bounded number, as the newest of them: at the maximum the one longest unasked for is let go. */
export function keepNewest<Name, T>(all: Map<Name, T>, name: Name, one: T, max: number): void {
  all.delete(name);
  all.set(name, one);
  for (const oldest of all.keys()) {
    if (all.size <= max) return;
    all.delete(oldest);
  }
}
