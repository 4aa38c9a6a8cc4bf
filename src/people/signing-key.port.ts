/** What a key is for. A key made for one purpose is worth nothing for another. */
export type KeyPurpose = 'access-tokens' | 'blobs' | 'door' | 'fanout' | 'listeners' | 'streams';

/** Keys for signing: made from the installation's one secret, so the same on every node and after every start. */
export abstract class SigningKeys {
  /** 32 bytes. */
  abstract key(purpose: KeyPurpose): Buffer;
}
