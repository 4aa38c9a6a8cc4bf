import type { ChannelView } from '../../../src/wire/host.js';
import type { ArchiveAddresses } from '../../../src/wire/replay.js';
import { ChaptersView } from './chapters-view.js';
import { FilesPanel } from './files-panel.js';
import { KeysPanel } from './keys-panel.js';
import { LinesView } from './lines-view.js';
import { lineAt } from './places.js';
import { ShareMoment } from './share-moment.js';
import type { Shown } from './shown.js';
import type { Archive } from './use-archive.js';
import type { ReplayedMatch } from './use-replayed-match.js';

interface Parts {
  readonly channel: ChannelView;
  readonly archive: Archive;
  readonly addresses: ArchiveAddresses;
  readonly shown: Shown;
  readonly match: ReplayedMatch | undefined;
  readonly atS: number;
  readonly onPlay: (fromS: number) => void;
}

/** What was said, its chapters, and what is taken along from it. */
export function RecordingParts({ channel, archive, addresses, shown, match, atS, onPlay }: Parts) {
  const { transcript } = archive;
  const at = lineAt(transcript.segments, atS);
  const line = transcript.segments[Math.max(0, at)];
  return (
    <div class="replay-parts">
      <LinesView
        lines={shown.lines}
        now={at < 0 ? undefined : line?.chunk}
        match={match?.match}
        events={match?.events ?? []}
        onPlay={onPlay}
      />
      <div class="replay-side">
        <ChaptersView {...shown} atS={atS} language={channel.language} onPlay={onPlay} />
        {line !== undefined && (
          <ShareMoment
            fromS={line.startTime}
            moment={line.startsAt}
            mp3={addresses.mp3}
            isPrivate={addresses.expiresAt !== null}
          />
        )}
        <FilesPanel id={channel.id} addresses={addresses} />
        <KeysPanel />
      </div>
    </div>
  );
}
