import type { ServerResponse } from 'node:http';
import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import { refuse } from '../kernel/outcome.js';
import { Allow } from '../people/allow.port.js';
import { StreamTokens } from '../radio/stream-tokens.js';
import { orProblem, RefusalProblem } from '../watch/problem.port.js';
import { ChannelId } from '../wire/radio.js';
import { AI_VOICE, StreamQuery } from '../wire/streams.js';
import { queryOf } from './addresses.js';
import { Caller, type Calling } from './caller.js';
import { Live } from './live.js';
import { StreamDoor } from './stream-door.js';
import { Transmitter } from './transmitter.js';

const PLAYLIST_KEPT_S = 2;
/** A segment changes only where something is withdrawn. Longer than it can be asked for here, nobody needs it. */
const SEGMENT_KEPT_S = 600;

/** A channel in segments (HLS, RFC 8216): for players that can go back, and for caches in front of many. */
@ApiTags('Streams')
@Controller('v1/channels/:id')
export class SegmentController {
  constructor(
    private readonly live: Live,
    private readonly door: StreamDoor,
    private readonly tokens: StreamTokens,
    private readonly transmitter: Transmitter,
  ) {}

  @Get('live.m3u8')
  @Allow('anyone')
  @ApiOperation({ summary: 'The last two minutes of the channel, as a playlist of segments.' })
  @ApiProduces('application/vnd.apple.mpegurl')
  @ApiResponse({ status: 200, description: 'With the server time at which each segment sounds.' })
  async playlist(
    @Param('id', { schema: ChannelId }) id: string,
    @Query({ schema: StreamQuery }) query: StreamQuery,
    @Caller() { person, request }: Calling,
    @Res() response: ServerResponse,
  ): Promise<void> {
    const { session } = orProblem(await this.door.admit(id, person, query.token));
    const segments = orProblem(await this.transmitter.segments(this.live.tuningOf(id, query)));
    if (query.token !== undefined) this.tokens.used(query.token);
    const { bed, token, delay } = query;
    const url = (segment: number): string => `segments/${segment}.mp3${queryOf({ bed, token })}`;
    const text = segments.playlist(delay * 1_000, url, `${request.ip ?? ''} ${request.headers['user-agent'] ?? ''}`);
    send(response, Buffer.from(text), {
      'Content-Type': 'application/vnd.apple.mpegurl',
      'Cache-Control': `${session === undefined ? 'public' : 'private'}, max-age=${PLAYLIST_KEPT_S}`,
    });
  }

  @Get('segments/:file')
  @Allow('anyone')
  @ApiOperation({ summary: 'A segment that a playlist names.' })
  @ApiParam({ name: 'id', type: String })
  @ApiParam({ name: 'file', type: String })
  @ApiProduces('audio/mpeg')
  @ApiResponse({ status: 200, description: '4.8 s: 200 frames behind the timestamp that packed audio begins with.' })
  async segment(
    @Param() { id, file }: Readonly<Record<'id' | 'file', string>>,
    @Query({ schema: StreamQuery }) query: StreamQuery,
    @Caller() { person }: Calling,
    @Res() response: ServerResponse,
  ): Promise<void> {
    const [, number] = /^(\d{1,12})\.mp3$/.exec(file) ?? [];
    if (number === undefined) throw new RefusalProblem(refuse('request.not-found'));
    const { session } = orProblem(await this.door.admit(id, person, query.token));
    const segments = orProblem(await this.transmitter.segments(this.live.tuningOf(id, query)));
    const bytes = await segments.segment(Number(number));
    if (bytes === undefined) throw new RefusalProblem(refuse('request.not-found'));
    send(response, bytes, {
      'Content-Type': 'audio/mpeg',
      'Cache-Control': `${session === undefined ? 'public' : 'private'}, max-age=${SEGMENT_KEPT_S}, immutable`,
    });
  }
}

function send(response: ServerResponse, bytes: Buffer, head: Readonly<Record<string, string>>): void {
  response.writeHead(200, { ...head, ...AI_VOICE, 'Content-Length': bytes.length }).end(bytes);
}
