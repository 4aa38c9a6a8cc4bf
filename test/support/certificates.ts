import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { servant } from './own-postgres.js';

const KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

/** An authority of our own, `<name>.crt` in a folder. */
export function makeAuthority(folder: string, name: string): string {
  const subject = ['-subj', `/CN=${name}`, '-days', '2'];
  openssl(folder, ['req', '-x509', ...KEY, ...subject, '-keyout', `${name}.key`, '-out', `${name}.crt`]);
  return join(folder, `${name}.crt`);
}

/** A certificate for one host, signed by that authority: `server.crt` and `server.key`, for PostgreSQL to read. */
export function certify(folder: string, authority: string, host: string): void {
  const signed = ['-CA', `${authority}.crt`, '-CAkey', `${authority}.key`, '-addext', `subjectAltName=DNS:${host}`];
  const subject = ['-subj', `/CN=${host}`, '-days', '1'];
  openssl(folder, ['req', '-x509', ...KEY, ...subject, ...signed, '-keyout', 'server.key', '-out', 'server.crt']);
}

function openssl(folder: string, words: readonly string[]): void {
  const { status, stderr } = spawnSync('openssl', words, { cwd: folder, encoding: 'utf8', ...servant() });
  if (status !== 0) throw new Error(`openssl failed: ${stderr}`);
}
