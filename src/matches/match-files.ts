import { createHash } from 'node:crypto';
import type { BlobStore } from '../blobs/blob-store.port.js';
import { isRefusal, refuse, type Refusal } from '../kernel/outcome.js';
import { NewMatch, type FileQuery } from '../wire/match-doors.js';
import type { FileReader } from './file-reader.js';
import type { MatchStore, StoredMatch } from './match-store.port.js';
import type { Matches } from './matches.js';
import { corrections } from './model/files/corrections.js';
import type { ScriptedMatch, ScriptLine } from './model/script.js';
import { factId, type Recorder } from './recorder.js';
import type { ScriptPlayer } from './script-player.js';
import type { Scripts } from './scripts.js';

export interface MatchFilesParts {
  readonly reader: FileReader;
  readonly store: MatchStore;
  readonly blobs: BlobStore;
  readonly matches: Matches;
  readonly scripts: Scripts;
  readonly recorder: Recorder;
  readonly player: ScriptPlayer;
}

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

/** Matches out of files: each is read whole before any of it is kept. */
export class MatchFiles {
  constructor(private readonly parts: MatchFilesParts) {}

  /** The id of the match. The same file again changes nothing. */
  async take(given: Uint8Array, { match, language }: FileQuery): Promise<string | Refusal> {
    const { reader, store, blobs, matches } = this.parts;
    const bytes = withoutMark(given);
    const read = await reader.read(bytes);
    if (isRefusal(read)) return read;
    const file = `matches/${createHash('sha256').update(bytes).digest('hex')}.json`;
    if (match !== undefined) return this.correct(match, file, { read, bytes });
    const known = await store.ofFile(file);
    if (known !== undefined) return known;
    await blobs.put(file, bytes, { contentType: 'application/json' });
    const { sport, title, competition, home, away, info, startsAt } = read;
    const rest = { sport, title, competition, home, away, info, startsAt };
    const languages = language === undefined ? [] : [language];
    const made = await matches.create(NewMatch.parse({ ...rest, script: { kind: 'file', file }, languages }));
    return isRefusal(made) ? made : made.match.id;
  }

  private async correct(
    id: string,
    file: string,
    { read, bytes }: { readonly read: ScriptedMatch; readonly bytes: Uint8Array },
  ): Promise<string | Refusal> {
    const { store, blobs, player } = this.parts;
    const stored = await store.find(id);
    if (stored === undefined) return refuse('matches.unknown-match');
    const { sport, script } = stored.match;
    if (script?.kind !== 'file') return refuse('matches.no-script', 'The match is not from a file.');
    if (sport !== read.sport)
      return refuse('matches.file-unreadable', `The file is of ${read.sport}, the match of ${sport}.`);
    if (script.file === file) return id;
    const refused = await this.mend(stored, script.file, read);
    if (refused !== undefined) return refused;
    await blobs.put(file, bytes, { contentType: 'application/json' });
    await store.setScript(id, { kind: 'file', file });
    await player.reread(id);
    return id;
  }

  // What was told already is told as it is now. The rest is told when it happens, from the new file.
  private async mend({ match }: StoredMatch, file: string, read: ScriptedMatch): Promise<Refusal | undefined> {
    const { store, scripts, recorder } = this.parts;
    const before = await scripts.readFile(file);
    if (isRefusal(before)) return before;
    const facts = await store.knownFacts(
      match.id,
      before.map(({ key }) => factId(match.id, key)),
    );
    const told = before.filter(({ key }) => facts.has(factId(match.id, key)));
    const until = Math.max(-1, ...told.map(({ afterMs }) => afterMs));
    const keys = new Set(told.map(({ key }) => key));
    const lines = scripts.paced(read).filter(({ key, afterMs }) => keys.has(key) || afterMs <= until);
    const mended: readonly ScriptLine[] = corrections(told, { ...read, lines });
    if (mended.length === 0) return undefined;
    const due = mended.map((line) => ({ line, dueAt: match.startsAt + line.afterMs }));
    const outcome = await recorder.script(match.id, due, 'file');
    return isRefusal(outcome) ? outcome : outcome[0];
  }
}

// With or without it, it is the same file.
function withoutMark(bytes: Uint8Array): Uint8Array {
  return BYTE_ORDER_MARK.every((byte, at) => bytes[at] === byte) ? bytes.subarray(BYTE_ORDER_MARK.length) : bytes;
}
