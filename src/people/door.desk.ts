import { Injectable } from '@nestjs/common';
import { Fault } from '../kernel/fault.js';
import { isRefusal } from '../kernel/outcome.js';
import { Log } from '../watch/log.port.js';
import { unsealed, type Answer } from './door-letter.js';
import { Invitations } from './invitations.js';
import { SigningKeys } from './signing-key.port.js';

/** Reads the letters that come through the door. */
@Injectable()
export class DoorDesk {
  constructor(
    private readonly keys: SigningKeys,
    private readonly invitations: Invitations,
    private readonly log: Log,
  ) {}

  async answer(line: string, origin: string): Promise<Answer> {
    const invite = unsealed(line, this.keys);
    if (invite === undefined) return { refused: 'The letter is not sealed with the secret of this installation.' };
    try {
      const invitation = await this.invitations.invite('command', invite, origin);
      return isRefusal(invitation) ? { refused: invitation.detail } : { link: invitation.link };
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      this.log.warn('an invitation could not be made', { error });
      return { refused: error.message };
    }
  }
}
