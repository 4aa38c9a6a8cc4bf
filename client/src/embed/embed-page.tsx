import type { ChannelView } from '../../../src/wire/host.js';
import type { Listens } from '../listen/listens.js';
import { SoundButton } from '../listen/sound-button.js';
import { stepState } from '../listen/sound-state.js';
import { useListening } from '../listen/use-listening.js';
import { LISTEN } from '../words/listen.js';

interface Embedded {
  readonly channel: ChannelView;
  readonly listening: Listens;
}

/** The player alone, for other people's pages. */
export function EmbedPage({ channel, listening }: Embedded) {
  const view = useListening(listening);
  const caption = view.captions.at(-1);
  const said = caption?.silenced === true ? LISTEN.withdrawn : caption?.text;
  return (
    <section class="embed" aria-labelledby="title">
      <div class="embed-title">
        <h1 id="title" lang={channel.language}>
          {channel.title}
        </h1>
        <span class="tag" title={LISTEN.aiVoiceLong}>
          {LISTEN.aiVoice}
        </span>
      </div>
      <SoundButton view={view} listening={listening} />
      <p class="embed-said" lang={channel.language}>
        {said}
      </p>
      <p class="embed-foot quiet">
        <span>{view.sound === 'on' ? stepState(view) : ''}</span>
        <a href={`/c/${channel.id}`} target="_blank" rel="noopener">
          {LISTEN.open}
        </a>
      </p>
    </section>
  );
}
