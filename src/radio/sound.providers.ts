import type { Provider } from '@nestjs/common';
import { Audio } from '../audio/sound.port.js';
import { BlobStore } from '../blobs/blob-store.port.js';
import { Ids } from '../kernel/ids.js';
import { ServerTime } from '../kernel/server-time.port.js';
import { Bearers } from '../people/bearer.port.js';
import { SigningKeys } from '../people/signing-key.port.js';
import { Settings } from '../settings/settings.js';
import { Log } from '../watch/log.port.js';
import { AiredSound } from './aired-sound.port.js';
import { ChannelVoice } from './channel-voice.js';
import { ChannelRehearsal } from './channel.rehearsal.js';
import { ChosenNoteWriter } from './chosen.note-writer.js';
import { ChunkBytes, soundMemoryOf } from './chunk-bytes.js';
import { ChunkStorage } from './chunk-storage.js';
import { Clips } from './clips.js';
import { NoteWriters } from './note-writer.port.js';
import { PlainNoteWriter } from './plain.note-writer.js';
import { Relays } from './nodes/relays.js';
import { Wherever } from './nodes/wherever.js';
import { Maker } from './maker.port.js';
import { Rehearsal } from './rehearsal.port.js';
import { ReplayedSound } from './replayed-sound.js';
import { SoundIndex } from './sound-index.js';
import { Sounds } from './sounds.js';
import { SqlAiredSound } from './sql.aired-sound.js';
import { Stations } from './stations.js';
import { StreamTokens } from './stream-tokens.js';
import { Visitors } from './visitors.js';
import { VoicingMaker } from './voicing.maker.js';

/** How what is said becomes sound that is stored, and where the sound is of what was said. */
export const SOUND: Provider[] = [
  {
    provide: ChunkBytes,
    useFactory: (blobs: BlobStore, time: ServerTime, settings: Settings) =>
      new ChunkBytes(blobs, time, soundMemoryOf(settings)),
    inject: [BlobStore, ServerTime, Settings],
  },
  {
    provide: Clips,
    useFactory: (audio: Audio, blobs: BlobStore, ids: Ids, time: ServerTime) => new Clips(audio, blobs, ids, time),
    inject: [Audio, BlobStore, Ids, ServerTime],
  },
  {
    provide: ChunkStorage,
    useFactory: (blobs: BlobStore, recent: ChunkBytes, ids: Ids, clock: ServerTime) =>
      new ChunkStorage({ blobs, recent, ids, clock }),
    inject: [BlobStore, ChunkBytes, Ids, ServerTime],
  },
  {
    provide: ChosenNoteWriter,
    useFactory: (time: ServerTime, log: Log) => new ChosenNoteWriter(new PlainNoteWriter(), time, log),
    inject: [ServerTime, Log],
  },
  { provide: NoteWriters, useExisting: ChosenNoteWriter },
  {
    provide: Maker,
    useFactory: (...[voice, clips, notes, replayed, storage]: OfMaker) =>
      new VoicingMaker({ voice, clips, notes, replayed, storage }),
    inject: [ChannelVoice, Clips, ChosenNoteWriter, ReplayedSound, ChunkStorage],
  },
  {
    provide: StreamTokens,
    useFactory: (keys: SigningKeys, clock: ServerTime, bearers: Bearers) =>
      new StreamTokens({ key: keys.key('streams'), clock, bearers }),
    inject: [SigningKeys, ServerTime, Bearers],
  },
  { provide: AiredSound, useClass: SqlAiredSound },
  {
    provide: ReplayedSound,
    useFactory: (aired: AiredSound, bytes: ChunkBytes, log: Log) => new ReplayedSound({ aired, bytes, log }),
    inject: [AiredSound, ChunkBytes, Log],
  },
  { provide: Rehearsal, useClass: ChannelRehearsal },
  {
    provide: Sounds,
    useFactory: (...[stations, index, bytes, visitors, relays, time, wherever]: OfSounds) =>
      new Sounds({ stations, index, bytes, visitors, relays, time, wherever }),
    inject: [Stations, SoundIndex, ChunkBytes, Visitors, Relays, ServerTime, Wherever],
  },
  ChannelVoice,
  SoundIndex,
];

type OfMaker = [ChannelVoice, Clips, ChosenNoteWriter, ReplayedSound, ChunkStorage];
type OfSounds = [Stations, SoundIndex, ChunkBytes, Visitors, Relays, ServerTime, Wherever];
