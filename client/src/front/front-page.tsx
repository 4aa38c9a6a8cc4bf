import { useEffect, useState } from 'preact/hooks';
import { ChannelPage, type ChannelCard } from '../../../src/wire/host.js';
import { askAsMe } from '../people/asking-as.js';
import { kept } from '../people/session.js';
import { languageName } from '../look/language-name.js';
import { FRONT } from '../words/front.js';
import { MatchList } from './match-list.js';

const AGAIN_MS = 5_000;

export function FrontPage() {
  return (
    <>
      <MatchList />
      <ChannelList />
    </>
  );
}

function ChannelList() {
  const { channels, isAway } = useChannels();
  if (channels === undefined) return <p role="status">{isAway ? FRONT.away : FRONT.asking}</p>;
  const open = channels.filter(({ phase }) => phase !== 'closed');
  const onAir = open.filter(({ isOnAir }) => isOnAir);
  return (
    <>
      {isAway && (
        <p class="bad" role="status">
          {FRONT.away}
        </p>
      )}
      {channels.length === 0 && <NoChannel />}
      <Channels title={FRONT.onAir} channels={onAir} />
      <Channels title={FRONT.others} channels={open.filter((channel) => !onAir.includes(channel))} />
      <Channels title={FRONT.ended} channels={channels.filter((channel) => !open.includes(channel))} />
      <Ways />
    </>
  );
}

function Channels({ title, channels }: { readonly title: string; readonly channels: readonly ChannelCard[] }) {
  if (channels.length === 0) return null;
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      <ul class="channels">
        {channels.map((channel) => (
          <ChannelItem key={channel.id} channel={channel} />
        ))}
      </ul>
    </section>
  );
}

function ChannelItem({
  channel: { id, title, language, listeners, phase, isOnAir },
}: {
  readonly channel: ChannelCard;
}) {
  return (
    <li>
      <a class="channel" href={phase === 'closed' ? `/replay/c/${id}` : `/c/${id}`} data-on-air={isOnAir}>
        <span class="channel-title" lang={language}>
          {title}
        </span>
        <span class="tags">
          {isOnAir && <span class="tag live">{FRONT.live}</span>}
          {phase === 'paused' && <span class="tag">{FRONT.paused}</span>}
          {listeners > 0 && <span class="tag">{FRONT.listeners(listeners)}</span>}
          <span class="tag">{languageName(language)}</span>
        </span>
      </a>
    </li>
  );
}

function NoChannel() {
  return (
    <div class="card">
      <h2>{FRONT.none}</h2>
      <p class="quiet">{FRONT.noneMend}</p>
    </div>
  );
}

// What only some may do is shown to them alone.
function Ways() {
  const me = kept()?.me;
  return (
    <nav class="ways quiet" aria-label={FRONT.ways}>
      {(me?.role === 'admin' || me?.role === 'host') && <a href="/pad">{FRONT.pad}</a>}
      {me?.role === 'admin' && <a href="/admin">{FRONT.admin}</a>}
      {me?.role === 'host' &&
        me.channels?.map((channel) => (
          <a key={channel} href={`/host/${channel}`}>
            {FRONT.host(channel)}
          </a>
        ))}
      <a href="/docs">{FRONT.api}</a>
    </nav>
  );
}

function useChannels(): { readonly channels: readonly ChannelCard[] | undefined; readonly isAway: boolean } {
  const [channels, setChannels] = useState<readonly ChannelCard[]>();
  const [isAway, setAway] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const look = async (): Promise<void> => {
      const answer = await askAsMe('/v1/channels', ChannelPage);
      if ('ok' in answer) setChannels(answer.ok.channels);
      setAway(!('ok' in answer));
      timer = setTimeout(() => void look(), AGAIN_MS);
    };
    void look();
    return () => clearTimeout(timer);
  }, []);
  return { channels, isAway };
}
