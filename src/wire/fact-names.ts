/** The name space of ids that follow from names: whoever knows a name knows its id. Any id: names of ours are not those of others. */
export const NAME_SPACE = '9f3d6c1e27b84c5fa0d1b6e4537c8a92';

/** What a fact’s id follows from: the match, and what names it for who tells it. */
export function factName(match: string, key: string): string {
  return `${match}/${key}`;
}
