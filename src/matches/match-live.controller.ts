import type { ServerResponse } from 'node:http';
import { Controller, Get, Header, Headers, Param, Query, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Who } from '../people/allow.port.js';
import { isHostOf, type Person } from '../people/person.port.js';
import { orProblem } from '../watch/problem.port.js';
import { MatchId, SoundQuery } from '../wire/match-doors.js';
import { LiveMatches, placeOfId } from './live-matches.js';
import { Matches } from './matches.js';
import { ShownMatches } from './shown-matches.js';

const OfSound = z.object({ id: MatchId, file: z.string().regex(/^[1-9]\d{0,8}\.mp3$/, 'such as 2.mp3') });
type OfSound = z.infer<typeof OfSound>;

/** Following a match, and hearing what was said about it. */
@ApiTags('Matches')
@Controller('v1/matches/:id')
export class MatchLiveController {
  constructor(
    private readonly matches: Matches,
    private readonly live: LiveMatches,
    private readonly shown: ShownMatches,
  ) {}

  @Get('audio/:file')
  @Allow('anyone')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'What was said about an event, by its `seq`: 2.mp3.' })
  @ApiResponse({ status: 307, description: 'Where it is heard.' })
  async sound(
    @Param({ schema: OfSound }) { id, file }: OfSound,
    @Query({ schema: SoundQuery }) query: SoundQuery,
    @Who() person: Person,
    @Res({ passthrough: true }) response: ServerResponse,
  ): Promise<void> {
    const url = orProblem(await this.shown.sound(id, Number.parseInt(file, 10), query, person));
    response.statusCode = 307;
    response.setHeader('Location', url);
  }

  @Get('live')
  @Allow('anyone')
  @ApiOperation({
    summary: 'Everything so far, or after Last-Event-ID, and from then on what happens: Server-Sent Events.',
  })
  @ApiHeader({ name: 'Last-Event-ID', required: false, description: 'The id of the last one that came.' })
  @ApiProduces('text/event-stream')
  @ApiResponse({ status: 200, description: '`event` and `line` each once and in order, `state` after them.' })
  async follow(
    @Param('id', { schema: MatchId }) id: string,
    @Headers('Last-Event-ID') last: string | undefined,
    @Who() person: Person,
    @Res() response: ServerResponse,
  ): Promise<void> {
    const asked = orProblem(placeOfId(last));
    const found = orProblem(await this.matches.findToFollow(id, person, asked.seq));
    orProblem(this.live.follow(found, { asked, hosts: (channel) => isHostOf(person, channel) }, response));
  }
}
