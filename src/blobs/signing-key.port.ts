/**
 * What links to blobs are signed with: at least 32 bytes, made from the installation's secret for this one purpose,
 * the same on every node.
 */
export abstract class SigningKey {
  abstract readonly bytes: Uint8Array;
}
