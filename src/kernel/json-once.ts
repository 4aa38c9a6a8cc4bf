const known = new WeakMap<object, string>();

/** An object that never changes, as JSON. What is told to many is put into words once. */
export function jsonOnce(item: object): string {
  const before = known.get(item);
  if (before !== undefined) return before;
  const json = JSON.stringify(item);
  known.set(item, json);
  return json;
}
