import { hkdfSync, randomBytes } from 'node:crypto';
import { chmodSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '../kernel/fault.js';
import { keepFirst } from '../kernel/kept-file.js';
import type { Settings } from '../settings/settings.js';
import type { Log } from '../watch/log.port.js';
import { secretWeakness } from './model/secret-weakness.js';
import { SigningKeys, type KeyPurpose } from './signing-key.port.js';

export class WeakSecret extends Fault {
  constructor(where: string, weakness: string) {
    super('people.weak-secret', {
      detail: `${where} is too weak to sign with: ${weakness}. Make one with \`openssl rand -base64 48\`.`,
    });
  }
}

const SECRET_BYTES = 48;
const KEY_BYTES = 32;

/** The installation's one secret: `LONGWAVE_SECRET`, or made at the first start and kept in the data directory. */
export class SigningSecret extends SigningKeys {
  private readonly keys = new Map<KeyPurpose, Buffer>();

  private constructor(private readonly secret: string) {
    super();
  }

  /** In production a weak secret ends the start; elsewhere it is told. */
  static open({ values }: Settings, log: Pick<Log, 'warn'>): SigningSecret {
    const file = join(values.LONGWAVE_DATA, 'secret');
    const secret = values.LONGWAVE_SECRET ?? readOrMake(file);
    const where = values.LONGWAVE_SECRET === undefined ? `The secret in ${file}` : 'LONGWAVE_SECRET';
    const weakness = secretWeakness(secret);
    if (weakness !== undefined) {
      const fault = new WeakSecret(where, weakness);
      if (values.NODE_ENV === 'production') throw fault;
      log.warn('the signing secret is too weak for production', { weakness });
    }
    return new SigningSecret(secret);
  }

  override key(purpose: KeyPurpose): Buffer {
    const known =
      this.keys.get(purpose) ?? Buffer.from(hkdfSync('sha256', this.secret, 'longwave', purpose, KEY_BYTES));
    this.keys.set(purpose, known);
    return known;
  }

  // Whatever holds it may end up in a log.
  toJSON(): string {
    return '[secret]';
  }
}

function readOrMake(file: string): string {
  const kept = readSecret(file);
  return kept ?? keepFirst(file, `${randomBytes(SECRET_BYTES).toString('base64url')}\n`).trim();
}

function readSecret(file: string): string | undefined {
  try {
    // Whoever can read the secret can be anybody: a copied or restored file may have become readable to others.
    if ((statSync(file).mode & 0o077) !== 0) chmodSync(file, 0o600);
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return undefined;
    throw error;
  }
}

function isSystemError(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}
