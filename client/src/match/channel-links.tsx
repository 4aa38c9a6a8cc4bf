import type { MatchDetails } from '../../../src/wire/match-doors.js';
import { languageName } from '../look/language-name.js';
import { MATCH } from '../words/match.js';

export function ChannelLinks({ match: { id, channels, mayHost } }: { readonly match: MatchDetails }) {
  return (
    <section class="listen-in" aria-labelledby="channels-title">
      <h2 id="channels-title">{MATCH.channels}</h2>
      <p class="quiet small">{channels.length === 0 ? MATCH.noChannels : MATCH.channelsWhy}</p>
      {mayHost && (
        <p>
          <a class="button plain" href={`/pad/${id}`}>
            {MATCH.pad}
          </a>
        </p>
      )}
      {channels.length > 0 && (
        <p>
          <a class="button plain" href={`/replay/m/${id}`}>
            {MATCH.again}
          </a>
        </p>
      )}
      <ul class="ways-in">
        {channels.map(({ channel, language }) => (
          <li key={channel}>
            <a class="button" href={`/c/${channel}`} hreflang={language}>
              {MATCH.listenIn(languageName(language))}
            </a>
            {mayHost && (
              <a class="button plain" href={`/host/${channel}`}>
                {MATCH.host}
              </a>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
