import { useEffect, useMemo, useState } from 'preact/hooks';
import type { ChannelView } from '../../../src/wire/host.js';
import type { ArchiveAddresses } from '../../../src/wire/replay.js';
import type { Deck, DeckView } from './deck.js';
import { UnknownChannel } from '../listen/unknown-channel.js';
import { HowReplayed } from './how-replayed.js';
import { keptPlace, type Kept } from './kept-place.js';
import { MatchParts } from './match-parts.js';
import { heardAt } from './places.js';
import { PlayerCard } from './player-card.js';
import { RecordingParts } from './recording-parts.js';
import { shownOf } from './shown.js';
import { momentIn } from './time-words.js';
import { useArchive, type Archive } from './use-archive.js';
import { useDeck } from './use-deck.js';
import { useKept } from './use-kept.js';
import { useReplay } from './use-replay.js';
import { useReplayedMatch } from './use-replayed-match.js';
import { MATCH } from '../words/match.js';
import { REPLAY } from '../words/replay.js';

/** A channel once more: everything at once, or as it happened. */
export function ReplayPage({ channel }: { readonly channel: ChannelView }) {
  const [choices, choose] = useState<Kept>(() => keptPlace(channel.id));
  const from = useMemo(() => momentIn(location.search) ?? choices.heardAt ?? 0, []);
  const found = useArchive(channel.id, choices.isDeadAirKept ? 'kept' : 'squeezed');
  const { deck, view } = useDeck();
  const archive = useReplay({ found, deck, view, from });
  useEffect(() => deck.setSpeed(choices.speed), [deck, choices.speed]);
  useEffect(() => {
    if (found.isClosed) deck.end();
  }, [deck, found.isClosed]);
  if (found.isClosed) return <UnknownChannel />;
  if (found.archive?.addresses.startsAt === null) return <Empty channel={channel} />;
  if (archive === undefined) return <p role="status">{found.isAway ? REPLAY.away : REPLAY.asking}</p>;
  return (
    <Replay
      {...{ channel, archive, deck, view, choices }}
      addresses={found.addresses ?? archive.addresses}
      isAway={found.isAway}
      onRenew={found.renew}
      onChosen={(chosen) => choose({ ...choices, ...chosen })}
    />
  );
}

interface Replayed {
  readonly channel: ChannelView;
  readonly archive: Archive;
  /** The newest: those of a private channel are good for a while. */
  readonly addresses: ArchiveAddresses;
  readonly deck: Deck;
  readonly view: DeckView;
  readonly choices: Kept;
  readonly isAway: boolean;
  readonly onRenew: () => void;
  readonly onChosen: (chosen: Partial<Kept>) => void;
}

function Replay({ channel, archive, addresses, deck, view, choices, isAway, onRenew, onChosen }: Replayed) {
  const { isAsItHappened, speed } = choices;
  const lines = archive.transcript.segments;
  const moment = heardAt(lines, view.atS);
  const match = useReplayedMatch(channel.match, { at: isAsItHappened ? moment : undefined, lines });
  const shown = shownOf(archive, isAsItHappened ? view.atS : archive.durationS);
  useKept(channel.id, choices, moment);
  return (
    <>
      <h1 lang={channel.language}>{channel.title}</h1>
      <p class="tags">
        <span class="tag" title={MATCH.aiVoiceLong}>
          {MATCH.aiVoice}
        </span>
        <a href={`/c/${channel.id}`}>{REPLAY.toChannel}</a>
      </p>
      <p class="bad lost" role="status">
        {isAway ? REPLAY.away : ''}
      </p>
      <PlayerCard
        {...{ archive, shown, deck, view, speed, onRenew }}
        onSpeed={(chosen) => onChosen({ speed: chosen })}
      />
      <HowReplayed choices={choices} onChosen={onChosen} />
      {match !== undefined && <MatchParts match={match} />}
      <RecordingParts
        {...{ channel, archive, addresses, shown, match }}
        atS={view.atS}
        onPlay={(fromS) => {
          deck.seek(fromS);
          void deck.play();
        }}
      />
    </>
  );
}

function Empty({ channel }: { readonly channel: ChannelView }) {
  return (
    <div class="card">
      <h1 lang={channel.language}>{channel.title}</h1>
      <p class="quiet">{REPLAY.empty}</p>
      <p class="quiet">{REPLAY.emptyMend}</p>
      <p>
        <a href={`/c/${channel.id}`}>{REPLAY.toChannel}</a>
      </p>
    </div>
  );
}
