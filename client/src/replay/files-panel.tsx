import type { ArchiveAddresses } from '../../../src/wire/replay.js';
import { REPLAY } from '../words/replay.js';
import { pathOf } from './use-archive.js';

/** The recording for other players, as files. */
export function FilesPanel({ id, addresses }: { readonly id: string; readonly addresses: ArchiveAddresses }) {
  const { mp3, captions, transcript, expiresAt } = addresses;
  return (
    <details class="card files">
      <summary>{REPLAY.files}</summary>
      <p class="quiet small">{REPLAY.filesWhy}</p>
      <ul class="ways-in">
        <li>
          <a class="button plain" href={pathOf(mp3)} download={`${id}.mp3`}>
            {REPLAY.mp3}
          </a>
        </li>
        <li>
          <a class="button plain" href={pathOf(captions)} download={`${id}.vtt`}>
            {REPLAY.captions}
          </a>
        </li>
        <li>
          <a class="button plain" href={pathOf(transcript)} download={`${id}.json`}>
            {REPLAY.transcript}
          </a>
        </li>
        {expiresAt === null && (
          <li>
            <a class="button plain" href={`/v1/channels/${id}/feed.xml`}>
              {REPLAY.feed}
            </a>
          </li>
        )}
      </ul>
    </details>
  );
}
