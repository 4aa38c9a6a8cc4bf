import { assert } from '../../kernel/assert.js';

const PLAIN = /^[a-z0-9][a-z0-9.+-]{0,60}\/[a-z0-9][a-z0-9.+-]{0,60}$/;

/** It ends up in a header, and what may stand in one is ours to decide, never a person's. */
export function assertContentType(text: string): void {
  assert(PLAIN.test(text), 'BL6 a content type is a plain one, without parameters');
}
