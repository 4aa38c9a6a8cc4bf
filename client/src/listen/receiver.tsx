import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { ChannelView } from '../../../src/wire/host.js';
import { keepChoices, keptChoices } from '../keeping/kept-choices.js';
import { connectAsMe } from '../people/connect-as-me.js';
import { delayIn } from '../player/delay.js';
import { listen } from '../player/listen.js';
import { LISTEN } from '../words/listen.js';
import type { Listens } from './listens.js';
import { streamAddress } from './stream-address.js';
import { UnknownChannel } from './unknown-channel.js';
import { useChannel } from './use-channel.js';

interface Received {
  readonly id: string;
  readonly children: (channel: ChannelView, listening: Listens, onChosen: () => void) => VNode;
}

/** Finds a channel and follows it from then on; until then, or where there is none, it says so. */
export function Receiver({ id, children }: Received) {
  const found = useChannel(id);
  const channel = typeof found === 'object' ? found.channel : undefined;
  const listening = useFollowed(channel);
  if (found === 'unknown') return <UnknownChannel />;
  if (found === 'away') return <p role="status">{LISTEN.serverAway}</p>;
  if (channel === undefined || listening === undefined) return <p role="status">{LISTEN.starting}</p>;
  return children(channel, listening, () => {
    const view = listening.view();
    // What a browser cannot do otherwise nobody has chosen.
    keepChoices(id, { ...view, isStreamed: view.mayStream && view.isStreamed });
  });
}

function useFollowed(channel: ChannelView | undefined): Listens | undefined {
  const [listening, setListening] = useState<Listens>();
  useEffect(() => {
    if (channel === undefined) return;
    document.title = `${channel.title} · Longwave`;
    void follow(channel).then(setListening);
  }, [channel]);
  return listening;
}

async function follow({ id, title }: ChannelView): Promise<Listens> {
  const chosen = keptChoices(id);
  const way = await connectAsMe();
  const delayMs = delayIn(location.search) ?? chosen.delayMs;
  return listen({ ...way, channel: id, title, ...chosen, delayMs, streamAddress: () => streamAddress(id) });
}
