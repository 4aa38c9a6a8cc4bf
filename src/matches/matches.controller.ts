import { Body, Controller, Delete, Get, Header, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Allow, Who } from '../people/allow.port.js';
import type { Person } from '../people/person.port.js';
import { orProblem } from '../watch/problem.port.js';
import { MatchDetails, MatchId, MatchPage, MatchQuery, NewMatch, Removal, StartQuery } from '../wire/match-doors.js';
import { Matches } from './matches.js';
import { RemoveMatch } from './remove-match.js';
import { ScriptPlayer } from './script-player.js';
import { ShownMatches } from './shown-matches.js';

/** Matches: making and finding them, and having a script tell them. */
@ApiTags('Matches')
@Controller('v1/matches')
export class MatchesController {
  constructor(
    private readonly matches: Matches,
    private readonly player: ScriptPlayer,
    private readonly removeMatch: RemoveMatch,
    private readonly shown: ShownMatches,
  ) {}

  @Post()
  @Allow('admin')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Makes a match, and a channel for each of its languages.' })
  @ApiResponse({ status: 201, description: 'It is there.', standardSchema: MatchDetails })
  async create(@Body({ schema: NewMatch }) match: NewMatch, @Who() person: Person): Promise<MatchDetails> {
    const { match: made } = orProblem(await this.matches.create(match));
    return this.details(made.id, person);
  }

  @Get()
  @Allow('anyone')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    summary: 'Matches that the one who asks may find: upcoming ones soonest first, others newest first.',
  })
  @ApiResponse({ status: 200, description: 'A page of them.', standardSchema: MatchPage })
  async list(@Query({ schema: MatchQuery }) query: MatchQuery, @Who() person: Person): Promise<MatchPage> {
    return orProblem(await this.shown.page(query, person));
  }

  @Get(':id')
  @Allow('anyone')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'One match: its sides, its score, its channels.' })
  @ApiResponse({ status: 200, description: 'As it is now.', standardSchema: MatchDetails })
  find(@Param('id', { schema: MatchId }) id: string, @Who() person: Person): Promise<MatchDetails> {
    return this.details(id, person);
  }

  @Get(':id/removal')
  @Allow('admin')
  @Header('Cache-Control', 'no-store')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'What would be deleted with it.' })
  @ApiResponse({ status: 200, description: 'As it is now; nothing is changed.', standardSchema: Removal })
  async removal(@Param('id', { schema: MatchId }) id: string, @Who() person: Person): Promise<Removal> {
    orProblem(await this.matches.find(id, person));
    return this.removeMatch.weigh(id);
  }

  @Delete(':id')
  @Allow('admin')
  @ApiBearerAuth()
  @ApiOperation({
    summary:
      'Nobody finds it any more, its channels close, and all their sound is deleted for good. Its record and what was said are kept.',
  })
  @ApiResponse({
    status: 200,
    description: 'What is gone with it. Its bytes go within minutes.',
    standardSchema: Removal,
  })
  async remove(@Param('id', { schema: MatchId }) id: string, @Who() person: Person): Promise<Removal> {
    orProblem(await this.matches.find(id, person));
    return orProblem(await this.removeMatch.run(id));
  }

  @Post(':id/start')
  @HttpCode(200)
  @Allow('host')
  @ApiBearerAuth()
  @ApiOperation({
    summary:
      'Has the match’s file or the simulator tell its events: on from where it was told to, or from any place of it.',
  })
  @ApiResponse({ status: 200, description: 'It plays. Again changes nothing.', standardSchema: MatchDetails })
  async start(
    @Param('id', { schema: MatchId }) id: string,
    @Query({ schema: StartQuery }) query: StartQuery,
    @Who() person: Person,
  ): Promise<MatchDetails> {
    const found = orProblem(await this.matches.hosted(id, person));
    const { language } = query;
    if (language !== undefined && !found.channels.some((one) => one.language === language)) {
      orProblem(await this.matches.addChannel(found.match, language));
    }
    orProblem(await this.player.start(found, query));
    return this.details(id, person);
  }

  @Post(':id/stop')
  @HttpCode(200)
  @Allow('host')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Nothing more is told by itself; what was told stays.' })
  @ApiResponse({ status: 200, description: 'It stands still.', standardSchema: MatchDetails })
  async stop(@Param('id', { schema: MatchId }) id: string, @Who() person: Person): Promise<MatchDetails> {
    orProblem(await this.matches.hosted(id, person));
    await this.player.stop(id);
    return this.details(id, person);
  }

  private async details(id: string, person: Person): Promise<MatchDetails> {
    return orProblem(await this.shown.one(id, person));
  }
}
