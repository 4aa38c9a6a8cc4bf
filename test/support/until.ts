/** What a machine may take that is three times slower than ours and does three things beside this. */
const WITHIN_MS = 25_000;

/** Waits for a fact, not for a time. Fails with the last answer when the fact does not come. */
export async function until<T>(
  what: string,
  fact: () => T | undefined | false | Promise<T | undefined | false>,
  withinMs = WITHIN_MS,
): Promise<T> {
  const givenUpAt = performance.now() + withinMs;
  for (;;) {
    const answer = await fact();
    if (answer !== undefined && answer !== false) return answer;
    if (performance.now() > givenUpAt) throw new Error(`It did not come true within ${withinMs} ms: ${what}`);
    await new Promise((resolve) => {
      setTimeout(resolve, 10);
    });
  }
}
