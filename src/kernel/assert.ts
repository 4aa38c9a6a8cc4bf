export class AssertionFault extends Error {
  override readonly name = 'AssertionFault';
}

/** We are wrong, not the caller and not the world. The message starts with the promise that was broken. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new AssertionFault(message);
}
