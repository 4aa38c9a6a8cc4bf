interface Question {
  readonly id: number;
  readonly name: string;
  readonly given: unknown;
}

/** The other end of a `Child`: answers its questions by name, and ends when nobody is left to ask. */
export function answering(answers: Readonly<Record<string, (given: unknown) => unknown>>): void {
  process.on('message', (message) => void answer(message as Question));
  process.once('disconnect', () => process.exit(0));

  async function answer({ id, name, given }: Question): Promise<void> {
    try {
      const asked = answers[name];
      if (asked === undefined) throw new Error(`Nobody answers to ${name}.`);
      process.send?.({ id, value: await asked(given) });
    } catch (error) {
      process.send?.({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  }
}
