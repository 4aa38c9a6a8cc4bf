/** So long before its end the next one is there: the session asks for it a minute before. */
const AHEAD_MS = 45_000;
const AGAIN_MS = 5_000;

export interface HeldToken {
  readonly token: string;
  readonly endsAt: number;
  /** Whose it is. */
  readonly person: string;
}

export interface KeeperWays {
  /** One that is good for a while; nothing where nobody is signed in any more. */
  readonly ask: () => Promise<HeldToken | undefined>;
  /** Shows it to the server on the line that is open; not one of somebody else, whom that line is not for. */
  readonly show: (token: string) => void;
  readonly onSignedOut: () => void;
  readonly wallNow: () => number;
  readonly after: (ms: number, run: () => void) => () => void;
}

/** Has an access token at hand at any moment, and shows the next one before the one of now ends. */
export class TokenKeeper {
  private held: HeldToken | undefined;
  private cancel: (() => void) | undefined;
  private asking: Promise<void> | undefined;
  private isStopped = false;

  constructor(private readonly ways: KeeperWays) {}

  get token(): string | undefined {
    return this.held?.token;
  }

  /** Also at once when the line is lost, or the server does not know us: a page that slept has an old one. */
  renew(): Promise<void> {
    this.asking ??= this.take().finally(() => (this.asking = undefined));
    return this.asking;
  }

  stop(): void {
    this.isStopped = true;
    this.cancel?.();
  }

  private async take(): Promise<void> {
    this.cancel?.();
    const { held: before, ways } = this;
    const held = await ways.ask();
    if (this.isStopped) return;
    this.held = held;
    if (held === undefined) {
      ways.onSignedOut();
      return;
    }
    if (before?.person === held.person && before.token !== held.token) ways.show(held.token);
    const waitMs = Math.max(AGAIN_MS, held.endsAt - AHEAD_MS - this.ways.wallNow());
    this.cancel = this.ways.after(waitMs, () => void this.renew());
  }
}
