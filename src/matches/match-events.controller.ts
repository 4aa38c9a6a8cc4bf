import type { ServerResponse } from 'node:http';
import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { refuse } from '../kernel/outcome.js';
import { Allow, Who } from '../people/allow.port.js';
import type { KnownPerson, Person } from '../people/person.port.js';
import { orProblem, RefusalProblem } from '../watch/problem.port.js';
import { IdempotencyKey } from '../wire/host.js';
import { EventPage, EventQuery, MatchId } from '../wire/match-doors.js';
import { Correction, NewEvent, Recorded } from '../wire/matches.js';
import { MatchStore } from './match-store.port.js';
import { Matches } from './matches.js';
import { Recorder, type Teller } from './recorder.js';

const KEY = 'Idempotency-Key';
const OfFact = z.object({ id: MatchId, fact: z.uuid() });
type OfFact = z.infer<typeof OfFact>;

/** What happens in matches: telling it and reading it. */
@ApiTags('Matches')
@Controller('v1/matches/:id')
export class MatchEventsController {
  constructor(
    private readonly matches: Matches,
    private readonly recorder: Recorder,
    private readonly store: MatchStore,
  ) {}

  @Post('events')
  @HttpCode(200)
  @Allow('host')
  @ApiBearerAuth()
  @ApiHeader({ name: KEY, required: true })
  @ApiOperation({ summary: 'Tells what happened. Under a `key` that is known it is a correction, or nothing new.' })
  @ApiResponse({ status: 200, description: 'It is recorded.', standardSchema: Recorded })
  async add(
    @Param('id', { schema: MatchId }) id: string,
    @Body({ schema: NewEvent }) event: NewEvent,
    @Headers(KEY) key: string | undefined,
    @Who() person: KnownPerson,
  ): Promise<Recorded> {
    const teller = tellerOf(person, key);
    orProblem(await this.matches.hosted(id, person));
    return orProblem(await this.recorder.add(id, event, teller));
  }

  @Post('events/:fact/corrections')
  @HttpCode(200)
  @Allow('host')
  @ApiBearerAuth()
  @ApiHeader({ name: KEY, required: true })
  @ApiOperation({ summary: 'Confirms, mends or takes back what was told.' })
  @ApiResponse({ status: 200, description: 'It is recorded beside what it corrects.', standardSchema: Recorded })
  async correct(
    @Param({ schema: OfFact }) { id, fact }: OfFact,
    @Body({ schema: Correction }) correction: Correction,
    @Headers(KEY) key: string | undefined,
    @Who() person: KnownPerson,
  ): Promise<Recorded> {
    const teller = tellerOf(person, key);
    orProblem(await this.matches.hosted(id, person));
    return orProblem(await this.recorder.correct(id, fact, correction, teller));
  }

  @Get('events')
  @Allow('anyone')
  @ApiOperation({ summary: 'The record, page by page.' })
  @ApiResponse({ status: 200, description: 'What comes after `after`.', standardSchema: EventPage })
  @ApiResponse({ status: 304, description: 'It is what If-None-Match names.' })
  async events(
    @Param('id', { schema: MatchId }) id: string,
    @Query({ schema: EventQuery }) query: EventQuery,
    @Who() person: Person,
    @Res({ passthrough: true }) response: ServerResponse,
  ): Promise<EventPage | undefined> {
    const { state, match } = orProblem(await this.matches.find(id, person));
    const last = Math.min(state.seq, query.after + query.limit);
    const next = last < state.seq ? last : null;
    // A record only grows: a page is told apart by where it ends, and whether another follows.
    const tag = `"${query.after}-${Math.max(last, query.after)}${next === null ? '' : '+'}"`;
    response.setHeader('ETag', tag);
    response.setHeader('Cache-Control', match.visibility === 'private' ? 'private, no-cache' : 'no-cache');
    if (response.req.headers['if-none-match'] === tag) {
      response.statusCode = 304;
      return undefined;
    }
    const limit = Math.max(0, last - query.after);
    const events = limit === 0 ? [] : await this.store.events(id, { after: query.after, limit });
    return { events: [...events], next };
  }
}

function tellerOf(person: KnownPerson, key: string | undefined): Teller {
  const read = IdempotencyKey.safeParse(key);
  if (!read.success) throw new RefusalProblem(refuse(key === undefined ? 'matches.key-missing' : 'request.invalid'));
  return { person: person.id, key: read.data };
}
