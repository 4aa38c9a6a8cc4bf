import { useEffect, useState } from 'preact/hooks';
import { ChannelPage, type ChannelView } from '../../../src/wire/host.js';
import { get } from '../people/asking-http.js';
import { accessToken } from '../people/session.js';
import { FRONT } from '../words/front.js';

const AGAIN_MS = 5_000;

export function FrontPage() {
  const { channels, isAway } = useChannels();
  if (isAway) return <p role="status">{FRONT.away}</p>;
  if (channels === undefined) return <p role="status">{FRONT.asking}</p>;
  if (channels.length === 0) return <NoChannel />;
  return (
    <section aria-labelledby="channels">
      <h2 id="channels">{FRONT.others}</h2>
      <ul>
        {channels.map(({ id, title }) => (
          <li key={id}>
            <a href={`/c/${id}`}>{title}</a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function NoChannel() {
  return (
    <>
      <p>{FRONT.none}</p>
      <p class="quiet">{FRONT.noneMend}</p>
    </>
  );
}

function useChannels(): { readonly channels: readonly ChannelView[] | undefined; readonly isAway: boolean } {
  const [channels, setChannels] = useState<readonly ChannelView[]>();
  const [isAway, setAway] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const look = async (): Promise<void> => {
      const answer = await get('/v1/channels', ChannelPage, { token: await accessToken() });
      if ('ok' in answer) setChannels(answer.ok.channels);
      setAway(!('ok' in answer));
      timer = setTimeout(() => void look(), AGAIN_MS);
    };
    void look();
    return () => clearTimeout(timer);
  }, []);
  return { channels, isAway };
}
