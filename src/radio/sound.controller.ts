import type { ServerResponse } from 'node:http';
import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { FRAME_BYTES, FRAME_MS } from '../audio/model/frames.js';
import { refuse } from '../kernel/outcome.js';
import { Allow, Who } from '../people/allow.port.js';
import type { Person } from '../people/person.port.js';
import { orProblem, RefusalProblem } from '../watch/problem.port.js';
import { PlayedAnswer } from '../wire/radio.js';
import { closingOf } from './leaving.js';
import { Listeners } from './listeners.js';
import { beginRanged } from './ranged-answer.js';
import { SlowReaders } from './slow-readers.js';
import { Sounds, type ChunkSound } from './sounds.js';

/** In one spelling: what is at hand is found by it. */
const Id = z.uuid().toLowerCase();
const From = z.strictObject({ from: z.coerce.number().min(0).max(86_400_000).default(0) });
const PlayedOverHttp = z.strictObject({
  token: z.string().max(300).describe('What `join` gave.'),
  heard: z.int().min(1).max(1_000).default(1),
});

const YEAR_S = 31_536_000;

/** Sound over HTTP: chunks that never change, requests as they are made, and the acknowledgement for who has no socket. */
@ApiTags('Sound')
@Controller('v1/audio')
export class SoundController {
  constructor(
    private readonly sounds: Sounds,
    private readonly listeners: Listeners,
    private readonly slow: SlowReaders,
  ) {}

  @Get('chunks/:file')
  @Allow('anyone')
  @ApiOperation({ summary: 'A chunk’s sound. It never changes, until it is withdrawn.' })
  @ApiResponse({ status: 200, description: 'All of it: audio/mpeg, 192 bytes for every 24 ms.' })
  @ApiResponse({ status: 206, description: 'The part that Range asks for.' })
  @ApiResponse({ status: 304, description: 'It is what If-None-Match names.' })
  @ApiResponse({ status: 410, description: 'It was withdrawn after it was heard.' })
  async chunk(@Param('file') file: string, @Who() person: Person, @Res() response: ServerResponse): Promise<void> {
    const [, id = ''] = /^(.{36})\.mp3$/.exec(file) ?? [];
    const read = Id.safeParse(id);
    if (!read.success) throw new RefusalProblem(refuse('radio.unknown-chunk'));
    const sound = orProblem(await this.sounds.ofChunk(read.data, person, closingOf(response)));
    sendChunk(sound, response);
  }

  @Get('stream/:request')
  @Allow('anyone')
  @ApiOperation({ summary: 'A request’s sound as it is made; ends with its last chunk.' })
  @ApiResponse({ status: 200, description: 'audio/mpeg from `from` milliseconds on.' })
  @ApiResponse({ status: 410, description: 'It was withdrawn after it was heard.' })
  async stream(
    @Param('request', { schema: Id }) id: string,
    @Query({ schema: From }) { from }: z.infer<typeof From>,
    @Who() person: Person,
    @Res() response: ServerResponse,
  ): Promise<void> {
    const chunks = orProblem(await this.sounds.ofRequest(id, person, closingOf(response)));
    response.writeHead(200, { 'Content-Type': 'audio/mpeg', 'Cache-Control': 'no-store' });
    await this.slow.send(after(chunks, Math.floor(from / FRAME_MS) * FRAME_BYTES), response);
  }

  @Post('played/:chunk')
  @Allow('anyone')
  @HttpCode(200)
  @ApiOperation({ summary: 'What `audio_played` says over the socket, for who cannot use that.' })
  @ApiResponse({ status: 200, description: 'Whether it counts.', standardSchema: PlayedAnswer })
  async played(
    @Param('chunk', { schema: Id }) chunk: string,
    @Body({ schema: PlayedOverHttp }) { token, heard }: z.infer<typeof PlayedOverHttp>,
  ): Promise<PlayedAnswer> {
    return orProblem(await this.listeners.playedOverHttp(token, { chunk, heard }));
  }
}

function sendChunk({ bytes, sha256, isPublic }: ChunkSound, response: ServerResponse): void {
  const head = {
    'Content-Type': 'audio/mpeg',
    'Cache-Control': `${isPublic ? 'public' : 'private'}, max-age=${YEAR_S}, immutable`,
  };
  const span = beginRanged({ bytes: bytes.length, etag: `"${sha256}"`, head }, response);
  if (span !== undefined) response.end(bytes.subarray(span.start, span.end));
}

async function* after(chunks: AsyncIterable<Buffer>, skip: number): AsyncIterable<Buffer> {
  let left = skip;
  for await (const chunk of chunks) {
    if (left < chunk.length) yield chunk.subarray(left);
    left = Math.max(0, left - chunk.length);
  }
}
