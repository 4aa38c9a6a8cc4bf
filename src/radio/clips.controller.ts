import type { IncomingMessage, ServerResponse } from 'node:http';
import { Controller, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiConsumes, ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import { refuse } from '../kernel/outcome.js';
import { Allow, Who } from '../people/allow.port.js';
import type { KnownPerson } from '../people/person.port.js';
import { orProblem, RefusalProblem } from '../watch/problem.port.js';
import { Clip } from '../wire/host.js';
import { ChannelId } from '../wire/radio.js';
import { Clips } from './clips.js';
import { idOfClip } from './clip-key.js';

/** Recorded clips: uploaded here, queued as a request with `clip`. */
@ApiTags('Hosting')
@ApiBearerAuth()
@Controller('v1/channels/:id/clips')
export class ClipsController {
  constructor(private readonly clips: Clips) {}

  @Post()
  @Allow('host', { channelIn: 'id' })
  @ApiConsumes('application/octet-stream', 'audio/*')
  @ApiParam({ name: 'id' })
  @ApiOperation({
    summary: 'Any sound of at most 18 MB. What it is, is found out from its bytes.',
    description: 'It is kept for as long as sound is (SOUND_KEPT_DAYS), counted from when it was last played.',
  })
  @ApiResponse({ status: 201, description: 'It can be queued.', standardSchema: Clip })
  async upload(
    @Param('id', { schema: ChannelId }) channel: string,
    @Who() { id: host }: KnownPerson,
    @Req() request: IncomingMessage,
    @Res({ passthrough: true }) response: ServerResponse,
  ): Promise<Clip> {
    const leaving = new AbortController();
    response.once('close', () => leaving.abort(new Error('The host has left.')));
    try {
      // Whoever stops reading a request would close its connection, before its host has read why.
      const bytes = request.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>;
      const { clip, durationMs } = orProblem(await this.clips.run({ channel, host }, bytes, leaving.signal));
      return { clip: idOfClip(clip), durationMs };
    } catch (error) {
      if (leaving.signal.aborted) throw new RefusalProblem(refuse('audio.empty', 'The host left before it was here.'));
      throw error;
    } finally {
      if (!request.readableEnded && !response.headersSent) response.setHeader('Connection', 'close');
      request.resume();
    }
  }
}
