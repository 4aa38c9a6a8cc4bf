import type { ChannelView } from '../../../src/wire/host.js';
import type { ListeningView } from '../player/listening-view.js';
import { LISTEN } from '../words/listen.js';
import { CaptionsView } from './captions-view.js';
import { ElsewherePanel } from './elsewhere-panel.js';
import type { Listens } from './listens.js';
import { LockedChoice } from './locked-choice.js';
import { Loudness } from './loudness.js';
import { MatchScore } from './match-score.js';
import { SoundButton } from './sound-button.js';
import { TruthDetails } from './truth-details.js';
import { TuneIn } from './tune-in.js';
import { useListening } from './use-listening.js';

interface Listener {
  readonly channel: ChannelView;
  readonly listening: Listens;
  /** What the listener chose, for the next time. */
  readonly onChosen: () => void;
}

export function ListenPage({ channel, listening, onChosen }: Listener) {
  const view = useListening(listening);
  const chosen =
    <T,>(choose: (value: T) => void) =>
    (value: T): void => {
      choose(value);
      onChosen();
    };
  return (
    <>
      <h1 lang={channel.language}>{channel.title}</h1>
      <Tags view={view} />
      {channel.match !== null && <MatchScore id={channel.match} heardAt={view.heardAt} />}
      <Notice notice={view.following.notice} />
      <SoundButton view={view} listening={listening} />
      <TruthDetails view={view} />
      <CaptionsView captions={view.captions} heardAt={view.heardAt} language={channel.language} />
      <Loudness
        volume={view.volume}
        isMuted={view.isMuted}
        hasBed={view.hasBed}
        onVolume={chosen((volume: number) => listening.setVolume(volume))}
        onMuted={(isMuted) => listening.setMuted(isMuted)}
        onBed={chosen((hasBed: boolean) => listening.setBed(hasBed))}
      />
      <LockedChoice view={view} onStreamed={chosen((isStreamed: boolean) => listening.setStreamed(isStreamed))} />
      <TuneIn delayMs={view.delayMs} onDelay={chosen((ms: number) => listening.setDelay(ms))} />
      <ElsewherePanel id={channel.id} delayMs={view.delayMs} />
      <p>
        <a href={`/replay/c/${channel.id}`}>{LISTEN.again}</a>
      </p>
    </>
  );
}

function Tags({ view: { following, playing } }: { readonly view: ListeningView }) {
  const isOnAir = playing === 'speech' || playing === 'buffering';
  return (
    <p class="tags">
      {isOnAir && <span class="tag live">{LISTEN.onAir}</span>}
      <span class="tag" title={LISTEN.aiVoiceLong}>
        {LISTEN.aiVoice}
      </span>
      {following.waiting > 0 && <span class="tag">{LISTEN.waiting(following.waiting)}</span>}
    </p>
  );
}

function Notice({ notice }: { readonly notice: string | null }) {
  return (
    <p class="notice" role="status" hidden={notice === null}>
      {notice !== null && (
        <>
          <strong>{LISTEN.notice}: </strong>
          {notice}
        </>
      )}
    </p>
  );
}
