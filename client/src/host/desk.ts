import type { Following } from '../../../src/radio/model/following.js';
import { type ChannelView, type HostCommandInput, QueueStatus } from '../../../src/wire/host.js';
import type { SocketRefusal } from '../../../src/wire/radio.js';
import { connect } from '../connection/connect.js';
import type { Connection } from '../connection/connection.js';
import type { FollowedChannel } from '../connection/followed-channel.js';
import { surroundings } from '../connection/surroundings.js';
import { askAsMe } from '../people/asking-as.js';
import { freshKey } from '../people/fresh-key.js';
import { heldToken, wallNow } from '../people/held-token.js';
import { kept } from '../people/session.js';
import { TokenKeeper } from '../people/token-keeper.js';
import { commanded, type Outcome } from './commanding.js';
import { lineStore } from './line-store.js';
import { Posting } from './posting.js';

/** What is told by nobody is asked for so often: who heard what, and what has ended. */
const LOOK_MS = 4_000;

export type Command = HostCommandInput['command'];

/** Everything a host's page knows of its channel and can do to it. Who shows it is told of every change. */
export class Desk {
  readonly posting: Posting;
  private readonly keeper: TokenKeeper;
  private readonly connection: Connection;
  private readonly followed: FollowedChannel;
  private readonly watchers = new Set<() => void>();
  private status: QueueStatus | undefined;
  private signedOut = false;
  private cancelLook: (() => void) | undefined;
  private isClosed = false;

  constructor(
    readonly channel: ChannelView,
    me: string,
  ) {
    const { after, random } = surroundings;
    this.keeper = new TokenKeeper({
      ask: heldToken,
      show: (token) => void this.connection.authenticate(token),
      onSignedOut: () => this.gone(),
      wallNow,
      after,
    });
    this.connection = connect({
      origin: location.origin,
      token: () => this.keeper.token ?? kept()?.accessToken,
      onPhase: (isOpen) => this.phased(isOpen),
    });
    this.posting = new Posting({
      channel: channel.id,
      by: me,
      store: lineStore(localStorage, channel.id),
      wallNow,
      after,
      random,
      newKey: freshKey,
      isOpen: () => this.isOpen,
      send: (command) => this.connection.command(command),
      onChange: () => this.changed(),
      onSignedOut: () => void this.keeper.renew(),
    });
    this.followed = this.connection.join({ channel: channel.id, onChange: () => this.changed() });
    window.addEventListener('storage', this.stored);
    this.posting.look();
    void this.keeper.renew();
    void this.look();
  }

  get following(): Following {
    return this.followed.following;
  }

  get refusal(): SocketRefusal | undefined {
    return this.followed.refusal;
  }

  /** Who listens and what has ended, as it was a moment ago. */
  get lately(): QueueStatus | undefined {
    return this.status;
  }

  get isOpen(): boolean {
    return this.connection.isOpen;
  }

  get isSignedOut(): boolean {
    return this.signedOut;
  }

  /** The moment of the channel. Not known before the first probes are back. */
  now(): number | undefined {
    return this.followed.heardNow();
  }

  command(command: Command): Promise<Outcome> {
    const body: HostCommandInput = { channel: this.channel.id, key: freshKey(), command };
    return commanded(() => this.connection.command(body));
  }

  watch(run: () => void): () => void {
    this.watchers.add(run);
    return () => this.watchers.delete(run);
  }

  close(): void {
    this.isClosed = true;
    window.removeEventListener('storage', this.stored);
    this.cancelLook?.();
    this.keeper.stop();
    this.posting.stop();
    this.connection.close();
  }

  private readonly stored = ({ key, newValue }: StorageEvent): void => this.posting.heard(key, newValue);

  private phased(isOpen: boolean): void {
    if (isOpen) this.posting.look();
    else void this.keeper.renew();
    this.changed();
  }

  private gone(): void {
    this.signedOut = true;
    this.changed();
  }

  private async look(): Promise<void> {
    const path = `/v1/channels/${this.channel.id}/queue`;
    const answer = await askAsMe(path, QueueStatus);
    if (this.isClosed) return;
    if ('ok' in answer) this.status = answer.ok;
    this.changed();
    this.cancelLook = surroundings.after(LOOK_MS, () => void this.look());
  }

  private changed(): void {
    for (const run of this.watchers) run();
  }
}
