import type { ServerResponse } from 'node:http';
import { Controller, Get, Header, Param, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Allow } from '../people/allow.port.js';
import { StreamTokens } from '../radio/stream-tokens.js';
import { Settings } from '../settings/settings.js';
import { originOf } from '../watch/origin.js';
import { orProblem } from '../watch/problem.port.js';
import { ChannelId } from '../wire/radio.js';
import { StreamAddresses, StreamQuery } from '../wire/streams.js';
import { streamPath } from './addresses.js';
import { Caller, type Calling } from './caller.js';
import { Live } from './live.js';
import { m3uOf, plsOf } from './model/playlists.js';
import { StreamDoor } from './stream-door.js';

/** A channel for whatever plays MP3: radios, cars, speakers, telephones whose screen is off. */
@ApiTags('Streams')
@Controller('v1/channels/:id')
export class StreamController {
  constructor(
    private readonly live: Live,
    private readonly door: StreamDoor,
    private readonly tokens: StreamTokens,
    private readonly settings: Settings,
  ) {}

  @Get('live.mp3')
  @Allow('anyone')
  @ApiOperation({ summary: 'The channel, live and without end.' })
  @ApiHeader({ name: 'Icy-MetaData', required: false, description: '`1`: a title after every 1,920 bytes of sound.' })
  @ApiProduces('audio/mpeg')
  @ApiResponse({ status: 200, description: 'Frames as they sound. `X-Starts-At` says when the first one does.' })
  async mp3(
    @Param('id', { schema: ChannelId }) id: string,
    @Query({ schema: StreamQuery }) query: StreamQuery,
    @Caller() caller: Calling,
    @Res() response: ServerResponse,
  ): Promise<void> {
    orProblem(await this.live.play(id, query, { ...caller, response }));
  }

  @Get('live.m3u')
  @Allow('anyone')
  @Header('Content-Type', 'audio/x-mpegurl; charset=utf-8')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'A file for players that leads to the stream.' })
  @ApiProduces('audio/x-mpegurl')
  @ApiResponse({ status: 200, description: 'With the delay that was asked for.' })
  async m3u(
    @Param('id', { schema: ChannelId }) id: string,
    @Query({ schema: StreamQuery }) query: StreamQuery,
    @Caller() caller: Calling,
  ): Promise<string> {
    return m3uOf(await this.tunable(id, query, caller));
  }

  @Get('live.pls')
  @Allow('anyone')
  @Header('Content-Type', 'audio/x-scpls; charset=utf-8')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'The same for players that take PLS.' })
  @ApiProduces('audio/x-scpls')
  @ApiResponse({ status: 200, description: 'With the delay that was asked for.' })
  async pls(
    @Param('id', { schema: ChannelId }) id: string,
    @Query({ schema: StreamQuery }) query: StreamQuery,
    @Caller() caller: Calling,
  ): Promise<string> {
    return plsOf(await this.tunable(id, query, caller));
  }

  @Get('streams')
  @Allow('anyone')
  @ApiBearerAuth()
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'Where plain radios hear the channel, for who may hear it: to be handed to them.' })
  @ApiResponse({ status: 200, description: 'With the delay that was asked for.', standardSchema: StreamAddresses })
  async streams(
    @Param('id', { schema: ChannelId }) id: string,
    @Query({ schema: StreamQuery }) query: StreamQuery,
    @Caller() caller: Calling,
  ): Promise<StreamAddresses> {
    const { person, request } = caller;
    const { session } = orProblem(await this.door.admit(id, person, undefined));
    const isKnown = session !== undefined && person.role !== 'anonymous';
    const made = isKnown ? this.tokens.make(id, person) : undefined;
    const { token: _, ...rest } = query;
    const asked = { ...rest, ...(made && { token: made.token }) };
    const origin = originOf(request, this.settings.values.PUBLIC_URL);
    const at = (name: string): string => origin + streamPath(id, name, asked);
    const expiresAt = made === undefined ? null : new Date(made.expiresAt).toISOString();
    return { mp3: at('live.mp3'), m3u: at('live.m3u'), pls: at('live.pls'), hls: at('live.m3u8'), expiresAt };
  }

  private async tunable(id: string, query: StreamQuery, { person, request }: Calling) {
    const { channel } = orProblem(await this.door.admit(id, person, query.token));
    const origin = originOf(request, this.settings.values.PUBLIC_URL);
    return { title: channel.title, url: origin + streamPath(id, 'live.mp3', query) };
  }
}
