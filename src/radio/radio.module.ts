import { Global, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { AudioModule } from '../audio/audio.module.js';
import { BlobStore } from '../blobs/blob-store.port.js';
import { Database } from '../database/database.port.js';
import { Ids } from '../kernel/ids.js';
import { Node } from '../kernel/node.port.js';
import { ServerTime } from '../kernel/server-time.port.js';
import { Bearers } from '../people/bearer.port.js';
import { SigningKeys } from '../people/signing-key.port.js';
import { Settings } from '../settings/settings.js';
import { Drain } from '../watch/drain.port.js';
import { Log } from '../watch/log.port.js';
import { Airs } from './airs.port.js';
import { AiredSound } from './aired-sound.port.js';
import { AmendChannel } from './amend-channel.js';
import { AttendanceClerk } from './attendance-clerk.js';
import { Attendance } from './attendance.port.js';
import { ChannelCards } from './channel-cards.js';
import { ChannelDesk } from './channel-desk.js';
import { ChannelStore } from './channel-store.port.js';
import { ChannelsController } from './channels.controller.js';
import { Cleanup } from './cleanup.js';
import { ChunkBytes } from './chunk-bytes.js';
import { ClipsController } from './clips.controller.js';
import { DeleteSound } from './delete-sound.js';
import { EmptyRoom } from './empty-room.js';
import { EventsController } from './events.controller.js';
import { FannedPublisher } from './fanned.publisher.js';
import { FollowedProgrammes } from './followed-programmes.js';
import { FirstChannel } from './first-channel.js';
import { HostDesk } from './host-desk.js';
import { LimitsController } from './limits.controller.js';
import { ListenNotice } from './listen.notice.js';
import { Listeners } from './listeners.js';
import { NoteWriters } from './note-writer.port.js';
import { PreListen } from './pre-listen.js';
import { FarAudience } from './nodes/far-audience.js';
import { FAR } from './nodes/far.providers.js';
import { Relays } from './nodes/relays.js';
import { Wherever } from './nodes/wherever.js';
import { Maker } from './maker.port.js';
import { MayHear } from './may-hear.port.js';
import { Programmes } from './programme.port.js';
import { Publisher } from './publisher.port.js';
import { QueueController } from './queue.controller.js';
import { RadioCleanup } from './radio-cleanup.port.js';
import { RadioGateway } from './radio.gateway.js';
import { RadioLife } from './radio-life.js';
import { RadioMetrics } from './radio.metrics.js';
import { Rehearsal } from './rehearsal.port.js';
import { RequestOutcomes } from './request-outcomes.port.js';
import { RequestsController } from './requests.controller.js';
import { ListenerReports } from './listener-reports.js';
import { Stretches } from './stretches.js';
import { Sayable } from './sayable.js';
import { Silencings } from './silencings.port.js';
import { SlowReaders } from './slow-readers.js';
import { RunningNode } from './running-node.js';
import { SocketDoor } from './socket-door.js';
import { SocketPublisher } from './socket.publisher.js';
import { SocketWatch } from './socket-watch.js';
import { SOUND } from './sound.providers.js';
import { SoundController } from './sound.controller.js';
import { SqlAttendance } from './sql.attendance.js';
import { SqlChannelStore } from './sql.channel-store.js';
import { SqlRadioCleanup } from './sql.radio-cleanup.js';
import { SqlRequestOutcomes } from './sql.request-outcomes.js';
import { StationAirs } from './station-airs.js';
import { StationSilencings } from './station-silencings.js';
import { Stations } from './stations.js';
import { StreamTokens } from './stream-tokens.js';
import { Tally } from './tally.js';
import { Visitors } from './visitors.js';

/** The heart: channels, what is said on them, and everybody hearing it at once. */
@Global()
@Module({
  imports: [AudioModule],
  controllers: [
    ChannelsController,
    QueueController,
    RequestsController,
    ClipsController,
    SoundController,
    EventsController,
    LimitsController,
  ],
  providers: [
    {
      provide: RunningNode,
      useFactory: (node: Node, time: ServerTime, ids: Ids, { values }: Settings) =>
        new RunningNode(node.id, time, { ids, folder: values.LONGWAVE_DATA }),
      inject: [Node, ServerTime, Ids, Settings],
    },
    {
      provide: ChannelStore,
      useFactory: (database: Database, node: RunningNode) => new SqlChannelStore(database, node),
      inject: [Database, RunningNode],
    },
    {
      provide: ChannelCards,
      useFactory: (...[time, stations, store, tally, attendance]: OfCards) =>
        new ChannelCards({ time, stations, store, tally, attendance }),
      inject: [ServerTime, Stations, ChannelStore, Tally, Attendance],
    },
    {
      provide: Attendance,
      useFactory: (database: Database, node: RunningNode) => new SqlAttendance(database, node),
      inject: [Database, RunningNode],
    },
    {
      provide: RadioCleanup,
      useFactory: (database: Database) => new SqlRadioCleanup(database),
      inject: [Database],
    },
    { provide: Publisher, useExisting: FannedPublisher },
    {
      provide: Stations,
      useFactory: (...[time, store, maker, publisher, tally, metrics, emptyRoom, log, relays, settings]: OfStations) =>
        new Stations({
          time,
          store,
          maker,
          publisher,
          tally,
          metrics,
          emptyRoom,
          log,
          conducts: settings.values.ROLES.includes('conductor'),
          onTaken: (channel) => relays.taken(channel),
        }),
      inject: [ServerTime, ChannelStore, Maker, Publisher, Tally, RadioMetrics, EmptyRoom, Log, Relays, Settings],
    },
    ...FAR,
    ...SOUND,
    {
      provide: AttendanceClerk,
      useFactory: (...[time, attendance, tally, stations, reports, log]: OfClerk) =>
        new AttendanceClerk({ time, attendance, tally, stations, reports, log }),
      inject: [ServerTime, Attendance, Tally, Stations, ListenerReports, Log],
    },
    {
      provide: Listeners,
      useFactory: (
        ...[stations, store, tally, time, visitors, clerk, wherever, relays, farAudience, node, keys]: OfListeners
      ) =>
        new Listeners({
          stations,
          store,
          tally,
          time,
          visitors,
          clerk,
          wherever,
          relays,
          farAudience,
          node: node.id,
          key: keys.key('listeners'),
        }),
      inject: [
        Stations,
        ChannelStore,
        Tally,
        ServerTime,
        Visitors,
        AttendanceClerk,
        Wherever,
        Relays,
        FarAudience,
        Node,
        SigningKeys,
      ],
    },
    {
      provide: SocketDoor,
      useFactory: (...[time, bearers, publisher, watch, metrics, relays]: OfDoor) =>
        new SocketDoor({
          time,
          bearers,
          publisher,
          watch,
          metrics,
          clockOf: (channel) => relays.clockOf(channel),
        }),
      inject: [ServerTime, Bearers, SocketPublisher, SocketWatch, RadioMetrics, Relays],
    },
    {
      provide: Cleanup,
      useFactory: (...[time, rows, blobs, bytes, { values }, metrics, log]: OfCleanup) =>
        new Cleanup({ time, rows, blobs, bytes, metrics, log, keptDays: values.SOUND_KEPT_DAYS }),
      inject: [ServerTime, RadioCleanup, BlobStore, ChunkBytes, Settings, RadioMetrics, Log],
    },
    {
      provide: Programmes,
      useFactory: (...[stations, bytes, relays, wherever, time, log]: OfProgrammes) =>
        new FollowedProgrammes({ stations, bytes, relays, wherever, time, log }),
      inject: [Stations, ChunkBytes, Relays, Wherever, ServerTime, Log],
    },
    { provide: RequestOutcomes, useClass: SqlRequestOutcomes },
    { provide: Airs, useClass: StationAirs },
    { provide: Silencings, useClass: StationSilencings },
    { provide: MayHear, useExisting: Visitors },
    AmendChannel,
    ChannelDesk,
    DeleteSound,
    RadioLife,
    EmptyRoom,
    FannedPublisher,
    FirstChannel,
    HostDesk,
    ListenNotice,
    PreListen,
    RadioGateway,
    RadioMetrics,
    ListenerReports,
    Stretches,
    Sayable,
    SlowReaders,
    SocketPublisher,
    SocketWatch,
    Tally,
    Visitors,
  ],
  exports: [
    AiredSound,
    Airs,
    ChannelDesk,
    ChunkBytes,
    DeleteSound,
    HostDesk,
    MayHear,
    NoteWriters,
    Programmes,
    Rehearsal,
    RequestOutcomes,
    Silencings,
    SlowReaders,
    StreamTokens,
  ],
})
export class RadioModule implements OnApplicationBootstrap {
  constructor(
    private readonly life: RadioLife,
    private readonly watch: SocketWatch,
    private readonly cleanup: Cleanup,
    private readonly drain: Drain,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.drain.join({ name: 'radio', step: 'finish', stop: () => this.life.end() });
    this.drain.join({ name: 'sockets', step: 'disconnect', stop: () => this.watch.closeAll() });
    this.drain.join({ name: 'cleaning up', step: 'finish', stop: async () => this.cleanup.end() });
    await this.life.begin();
    this.cleanup.begin();
  }
}

type OfCards = [ServerTime, Stations, ChannelStore, Tally, Attendance];
type OfStations = [
  ...[ServerTime, ChannelStore, Maker, Publisher, Tally, RadioMetrics, EmptyRoom, Log],
  ...[Relays, Settings],
];
type OfClerk = [ServerTime, Attendance, Tally, Stations, ListenerReports, Log];
type OfListeners = [
  ...[Stations, ChannelStore, Tally, ServerTime, Visitors, AttendanceClerk],
  ...[Wherever, Relays, FarAudience, Node, SigningKeys],
];
type OfDoor = [ServerTime, Bearers, SocketPublisher, SocketWatch, RadioMetrics, Relays];
type OfProgrammes = [Stations, ChunkBytes, Relays, Wherever, ServerTime, Log];
type OfCleanup = [ServerTime, RadioCleanup, BlobStore, ChunkBytes, Settings, RadioMetrics, Log];
