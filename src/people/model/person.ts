export const ROLES = ['listener', 'host', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** Who is asking. A host is one for the channels that are named; an admin for all. */
export type Person =
  | { readonly role: 'anonymous' }
  | { readonly role: 'listener'; readonly id: string; readonly session: string; readonly channels: readonly string[] }
  | { readonly role: 'host'; readonly id: string; readonly session: string; readonly channels: readonly string[] }
  | { readonly role: 'admin'; readonly id: string; readonly session: string };

export type KnownPerson = Exclude<Person, { readonly role: 'anonymous' }>;

export const ANONYMOUS: Person = { role: 'anonymous' };
