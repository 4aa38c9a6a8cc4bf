import type { ServerResponse } from 'node:http';
import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import { SeenMatches } from '../matches/seen-matches.port.js';
import { Allow, Who } from '../people/allow.port.js';
import type { Person } from '../people/person.port.js';
import { orProblem } from '../watch/problem.port.js';
import { MatchId } from '../wire/match-doors.js';
import { ReplayQuery } from '../wire/match-replay.js';
import { beginningAfter, Replays } from './replays.js';

const S_MS = 1_000;

/** A match told again, at its own pace or another. */
@ApiTags('Matches')
@Controller('v1/matches/:id')
export class MatchReplayController {
  constructor(
    private readonly matches: SeenMatches,
    private readonly replays: Replays,
  ) {}

  @Get('replay')
  @Allow('anyone')
  @ApiOperation({
    summary: 'What was recorded, again, as far apart as it was: Server-Sent Events. After Last-Event-ID it goes on.',
  })
  @ApiHeader({ name: 'Last-Event-ID', required: false, description: 'The last id that came, of whatever it was.' })
  @ApiProduces('text/event-stream')
  @ApiResponse({
    status: 200,
    description:
      '`place`: where it begins. `event`: each once, in order and when it is due. `end`: nothing more is recorded; a ' +
      'match that is not over is followed live from there on.',
  })
  @ApiResponse({ status: 204, description: 'Last-Event-ID is that of the end.' })
  async replay(
    @Param('id', { schema: MatchId }) id: string,
    @Query({ schema: ReplayQuery }) { speed, from }: ReplayQuery,
    @Who() person: Person,
    @Res() response: ServerResponse,
  ): Promise<void> {
    const last = String(response.req.headers['last-event-id'] ?? '');
    const beginning = last === '' ? ({ kind: 'at', offsetMs: from * S_MS } as const) : orProblem(beginningAfter(last));
    const found = orProblem(await this.matches.find(id, person));
    // A browser comes again after every end but this answer.
    if (beginning === 'ended') response.writeHead(204, { 'Cache-Control': 'no-store' }).end();
    else orProblem(this.replays.begin(found, { speed, beginning }, response));
  }
}
