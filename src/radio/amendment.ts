import type { ChannelChanges } from '../wire/host.js';

/** What is changed of a channel. That its sound is deleted is not taken back. */
export interface Amendment extends ChannelChanges {
  readonly soundDeleted?: true;
}
