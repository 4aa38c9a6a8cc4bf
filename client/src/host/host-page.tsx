import { useEffect, useMemo, useState } from 'preact/hooks';
import { ChannelView } from '../../../src/wire/host.js';
import { WaveIcon } from '../look/icons.js';
import { get } from '../people/asking-http.js';
import { accessToken, kept, onOtherPerson } from '../people/session.js';
import { HOST } from '../words/host.js';
import { Desk } from './desk.js';
import { DeskPage } from './desk-page.js';
import { type Gate, gateOf } from './gate.js';

const AGAIN_MS = 3_000;

export function HostPage({ id }: { readonly id: string }) {
  const gate = useGate(id);
  if (gate.is !== 'host') return <Closed gate={gate} id={id} />;
  return <Open gate={gate} />;
}

function Open({ gate }: { readonly gate: Extract<Gate, { is: 'host' }> }) {
  const desk = useMemo(() => new Desk(gate.channel, gate.me), [gate]);
  useEffect(() => {
    document.title = HOST.title(gate.channel.title);
    return () => desk.close();
  }, [desk]);
  return <DeskPage desk={desk} />;
}

function Closed({ gate, id }: { readonly gate: Exclude<Gate, { is: 'host' }>; readonly id: string }) {
  return (
    <main class="gate">
      <header>
        <WaveIcon />
        <p>Longwave</p>
      </header>
      <GateWords gate={gate} id={id} />
    </main>
  );
}

function GateWords({ gate, id }: { readonly gate: Exclude<Gate, { is: 'host' }>; readonly id: string }) {
  const words = HOST.gate;
  if (gate.is === 'asking' || gate.is === 'away') return <p role="status">{words[gate.is]}</p>;
  return (
    <>
      <h1>{words[gate.is]}</h1>
      <p>{words[`${gate.is}Mend`]}</p>
      {gate.is === 'notHost' && gate.hosts.length > 0 && (
        <p>
          {words.notHostYours}{' '}
          {gate.hosts.map((channel) => (
            <a key={channel} class="each" href={`/host/${channel}`}>
              {channel}
            </a>
          ))}
        </p>
      )}
      {gate.is !== 'unknownChannel' && (
        <p>
          <a href={`/c/${id}`}>{words.listen}</a>
        </p>
      )}
    </>
  );
}

/** Asked until there is an answer, and again when another page of this browser signs somebody else in, or out. */
function useGate(id: string): Gate {
  const [gate, setGate] = useState<Gate>({ is: 'asking' });
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;
    const look = async (): Promise<void> => {
      clearTimeout(timer);
      const token = await accessToken();
      const found = gateOf(id, kept()?.me, await get(`/v1/channels/${id}`, ChannelView, { token }));
      if (isOver) return;
      setGate(found);
      if (found.is === 'away') timer = setTimeout(() => void look(), AGAIN_MS);
    };
    const stopWatching = onOtherPerson(() => void look());
    void look();
    return () => {
      isOver = true;
      clearTimeout(timer);
      stopWatching();
    };
  }, [id]);
  return gate;
}
