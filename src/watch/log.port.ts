export type LogFields = Readonly<Record<string, unknown>>;

/**
 * Says what happens, as static sentences with fields: `log.warn('speech fell back', { provider, code })`.
 * Promises: one JSON line each; secrets and tokens are replaced wherever they stand, errors keep their cause
 * but lose what libraries hang on them. Never pass a spoken text, a name or a token.
 */
export abstract class Log {
  abstract debug(sentence: string, fields?: LogFields): void;
  abstract info(sentence: string, fields?: LogFields): void;
  abstract warn(sentence: string, fields?: LogFields): void;
  abstract error(sentence: string, fields?: LogFields): void;
}
