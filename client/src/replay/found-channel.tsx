import { useEffect } from 'preact/hooks';
import { UnknownChannel } from '../listen/unknown-channel.js';
import { useChannel } from '../listen/use-channel.js';
import { REPLAY } from '../words/replay.js';
import { ReplayPage } from './replay-page.js';

/** Finds the channel that is replayed; where there is none, it says so. */
export function FoundChannel({ id }: { readonly id: string }) {
  const found = useChannel(id);
  const channel = typeof found === 'object' ? found.channel : undefined;
  useEffect(() => {
    if (channel !== undefined) document.title = `${channel.title} · Longwave`;
  }, [channel]);
  if (found === 'unknown') return <UnknownChannel />;
  if (channel === undefined) return <p role="status">{found === 'away' ? REPLAY.away : REPLAY.asking}</p>;
  return <ReplayPage channel={channel} />;
}
