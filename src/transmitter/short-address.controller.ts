import type { ServerResponse } from 'node:http';
import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import { refuse } from '../kernel/outcome.js';
import { Allow } from '../people/allow.port.js';
import { orProblem, RefusalProblem } from '../watch/problem.port.js';
import { ChannelId } from '../wire/radio.js';
import { StreamQuery } from '../wire/streams.js';
import { Caller, type Calling } from './caller.js';
import { Live } from './live.js';

/** An address that can be typed with a car radio’s knob. */
@ApiTags('Streams')
@Controller('live')
export class ShortAddressController {
  constructor(private readonly live: Live) {}

  @Get(':file')
  @Allow('anyone')
  @ApiOperation({ summary: 'The channel, live and without end, by a short address.' })
  @ApiParam({ name: 'file', description: 'The channel’s id and `.mp3`.' })
  @ApiProduces('audio/mpeg')
  @ApiResponse({ status: 200, description: 'The same as `/v1/channels/{id}/live.mp3`.' })
  async mp3(
    @Param('file') file: string,
    @Query({ schema: StreamQuery }) query: StreamQuery,
    @Caller() caller: Calling,
    @Res() response: ServerResponse,
  ): Promise<void> {
    const [, name = ''] = /^(.+)\.mp3$/.exec(file) ?? [];
    const id = ChannelId.safeParse(name);
    if (!id.success) throw new RefusalProblem(refuse('radio.unknown-channel'));
    orProblem(await this.live.play(id.data, query, { ...caller, response }));
  }
}
