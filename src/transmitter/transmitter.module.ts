import { Module, type MiddlewareConsumer, type NestModule, type OnApplicationBootstrap } from '@nestjs/common';
import { ServerTime } from '../kernel/server-time.port.js';
import { Bearers } from '../people/bearer.port.js';
import { MayHear } from '../radio/may-hear.port.js';
import { Programmes } from '../radio/programme.port.js';
import { StreamTokens } from '../radio/stream-tokens.js';
import { Settings } from '../settings/settings.js';
import { Drain } from '../watch/drain.port.js';
import { Log } from '../watch/log.port.js';
import { Bed } from './bed.js';
import { Live } from './live.js';
import { SegmentController } from './segment.controller.js';
import { ShortAddressController } from './short-address.controller.js';
import { streamCors } from './stream-cors.middleware.js';
import { StreamController } from './stream.controller.js';
import { StreamDoor } from './stream-door.js';
import { Transmitter } from './transmitter.js';
import { TransmitterMetrics } from './transmitter.metrics.js';

/** Channels for any radio: the endless stream, titles, segments. */
@Module({
  controllers: [StreamController, SegmentController, ShortAddressController],
  providers: [
    {
      provide: StreamDoor,
      useFactory: (visitors: MayHear, tokens: StreamTokens, { values }: Settings) =>
        new StreamDoor(visitors, tokens, values.ROLES.includes('transmitter')),
      inject: [MayHear, StreamTokens, Settings],
    },
    {
      provide: Transmitter,
      useFactory: (...[programmes, visitors, clock, { values }, metrics, log]: OfTransmitter) =>
        new Transmitter({
          programmes,
          clock,
          metrics,
          log,
          bed: Bed.open(),
          isOpen: (channel) => visitors.isOpen(channel),
          listenersMax: values.STREAM_LISTENERS_MAX,
          listenersOfChannelMax: values.STREAM_LISTENERS_OF_CHANNEL_MAX,
          batchMs: values.STREAM_BATCH_MS,
        }),
      inject: [Programmes, MayHear, ServerTime, Settings, TransmitterMetrics, Log],
    },
    Live,
    TransmitterMetrics,
  ],
})
export class TransmitterModule implements NestModule, OnApplicationBootstrap {
  constructor(
    private readonly transmitter: Transmitter,
    private readonly bearers: Bearers,
    private readonly programmes: Programmes,
    private readonly drain: Drain,
  ) {}

  configure(consumer: MiddlewareConsumer): void {
    const streams = ['live.mp3', 'live.m3u', 'live.pls', 'live.m3u8', 'segments/:file'];
    consumer.apply(streamCors).forRoutes('live/:file', ...streams.map((name) => `v1/channels/:id/${name}`));
  }

  onApplicationBootstrap(): void {
    const stopWatching = this.bearers.onSignedOut((session) => this.transmitter.signedOut(session));
    this.drain.join({
      name: 'streams',
      step: 'disconnect',
      stop: async () => {
        stopWatching();
        this.transmitter.end();
        await this.programmes.settled();
      },
    });
  }
}

type OfTransmitter = [Programmes, MayHear, ServerTime, Settings, TransmitterMetrics, Log];
