import type { ChannelView } from '../../../src/wire/host.js';
import type { Me } from '../../../src/wire/people.js';
import type { HttpAnswer } from '../people/asking-http.js';

/** Who stands before the page. */
export type Gate =
  | { readonly is: 'asking' }
  | { readonly is: 'away' }
  | { readonly is: 'unknownChannel' }
  | { readonly is: 'notSignedIn' }
  | { readonly is: 'notHost'; readonly hosts: readonly string[] }
  | { readonly is: 'host'; readonly channel: ChannelView; readonly me: string };

/** What a page shows, by who is signed in and what the server says of the channel. */
export function gateOf(id: string, me: Me | undefined, answer: HttpAnswer<ChannelView>): Gate {
  if (me === undefined || me.role === 'anonymous') return { is: 'notSignedIn' };
  if ('lost' in answer) return { is: 'away' };
  const mayHost = me.role === 'admin' || (me.role === 'host' && (me.channels ?? []).includes(id));
  if ('ok' in answer) {
    return mayHost ? { is: 'host', channel: answer.ok, me: me.id ?? '' } : { is: 'notHost', hosts: hostsOf(me) };
  }
  const { code, status } = answer.problem;
  if (code === 'people.not-signed-in') return { is: 'notSignedIn' };
  if (status >= 500 || status === 429) return { is: 'away' };
  // A private channel is nobody's business who may not hear it: it answers as one that is not there.
  return { is: 'unknownChannel' };
}

function hostsOf({ role, channels = [] }: Me): readonly string[] {
  return role === 'host' ? channels : [];
}
