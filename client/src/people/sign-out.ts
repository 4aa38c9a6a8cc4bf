import { z } from 'zod';
import { askAsMe } from './asking-as.js';
import { reasonOf } from './failed.js';
import { forget } from './session.js';

/** Signs out on this device. Why that was not possible, for a person; nothing where it was. */
export async function signOut(): Promise<string | undefined> {
  const answer = await askAsMe('/v1/sessions/current', z.object({}), { method: 'DELETE' });
  // Whom the server does not know any more is signed out already.
  const isOut = 'ok' in answer || ('problem' in answer && answer.problem.status === 401);
  if (isOut) forget();
  return isOut ? undefined : reasonOf(answer);
}
