export interface StartNotice {
  /** One or two words, such as `Database`. */
  readonly about: string;
  /** What the person who started the server should read; nothing where there is nothing to say. */
  tell(origin: string): Promise<string | undefined>;
}

/**
 * What the start prints beside the addresses: what is in use, and what is told only once. Rooms join while they start;
 * `origin` is where this server is reached. It is printed on standard output, never logged.
 */
export abstract class StartNotices {
  abstract join(notice: StartNotice): void;
}
