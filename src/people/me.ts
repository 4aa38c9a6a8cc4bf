import type { Me } from '../wire/people.js';
import type { Person } from './model/person.js';

/** A person as it is told about itself. */
export function meOf(person: Person): Me {
  if (person.role === 'anonymous') return { role: 'anonymous' };
  const { role, id, session } = person;
  return person.role === 'admin' ? { role, id, session } : { role, id, session, channels: [...person.channels] };
}
