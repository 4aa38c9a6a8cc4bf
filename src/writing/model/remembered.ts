/** What is worked out of a text, once: for texts that come again with every line. When there are too many it begins anew. */
export function remembered<T>(work: (text: string) => T, max: number): (text: string) => T {
  const known = new Map<string, { readonly made: T }>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before.made;
    if (known.size >= max) known.clear();
    const made = work(text);
    known.set(text, { made });
    return made;
  };
}
