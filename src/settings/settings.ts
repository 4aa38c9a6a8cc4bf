import type { z } from 'zod';
import type { VARIABLES } from './variables.js';

type Values = Readonly<z.output<z.ZodObject<typeof VARIABLES>>>;

/** Every setting, by the name of its environment variable, parsed once at the start. Injected, never read from the environment. */
export abstract class Settings {
  abstract readonly values: Values;
}

export class ParsedSettings extends Settings {
  constructor(readonly values: Values) {
    super();
  }

  // Settings end up in logs when an object that holds them is logged; none of their values belongs there.
  toJSON(): string {
    return '[settings]';
  }
}
