import { createHmac, timingSafeEqual } from 'node:crypto';

export interface TokenHolder {
  readonly channel: string;
  /** Where its socket is. */
  readonly node: string;
  readonly connection: string;
}

/** What `join` gives, for acknowledging without a socket: good at every node, and for nobody else. */
export class ListenerTokens {
  constructor(private readonly key: Buffer) {}

  make(holder: TokenHolder): string {
    return `${saidBy(holder)}.${this.signature(holder)}`;
  }

  /** Whose token this is. */
  read(token: string): TokenHolder | undefined {
    const [channel, node, connection, signature] = token.split('.');
    if (channel === undefined || node === undefined || connection === undefined || signature === undefined) {
      return undefined;
    }
    const holder = { channel, node, connection };
    const expected = Buffer.from(this.signature(holder));
    const given = Buffer.from(signature);
    return given.length === expected.length && timingSafeEqual(given, expected) ? holder : undefined;
  }

  private signature(holder: TokenHolder): string {
    return createHmac('sha256', this.key).update(saidBy(holder)).digest('base64url');
  }
}

function saidBy({ channel, node, connection }: TokenHolder): string {
  return `${channel}.${node}.${connection}`;
}
