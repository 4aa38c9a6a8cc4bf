/** What a file calls something, as one of our tokens: `caught and bowled` is `caught_and_bowled`. */
export function tokenOf(words: string): string {
  const token = words
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[_\d]+/, '')
    .slice(0, 40)
    .replace(/_+$/, '');
  return token === '' ? 'other' : token;
}

/** Leaving that is no dismissal: who retired may come back. */
export function isRetiring(kind: string): boolean {
  return tokenOf(kind).startsWith('retired');
}
