import { isHostOf, mayDo } from './may-do.js';
import type { Person, Role } from './person.js';

export interface InvitedTo {
  readonly role: Role;
  readonly channels: readonly string[];
}

/** A host has channels; an admin has none, being admin of all. A listener without any may hear them all. */
export function isMeaningful({ role, channels }: InvitedTo): boolean {
  switch (role) {
    case 'admin':
      return channels.length === 0;
    case 'host':
      return channels.length > 0;
    case 'listener':
    default:
      return true;
  }
}

/** Nobody gives away more than they have: a host only its own channels, and never an admin's place. */
export function mayInvite(person: Person, { role, channels }: InvitedTo): boolean {
  if (mayDo(person, 'admin', { open: false })) return true;
  if (role === 'admin' || channels.length === 0) return false;
  return channels.every((channel) => isHostOf(person, channel));
}
