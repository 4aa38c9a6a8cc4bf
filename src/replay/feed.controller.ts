import { Controller, Get, Header, Param, Query, Req } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Allow, Who } from '../people/allow.port.js';
import type { Person } from '../people/person.port.js';
import { Settings } from '../settings/settings.js';
import { originOf, type Asked } from '../watch/origin.js';
import { orProblem } from '../watch/problem.port.js';
import { ChannelId } from '../wire/radio.js';
import { CompetitionName, FeedQuery } from '../wire/replay.js';
import { Feeds } from './feeds.js';

const RSS = 'application/rss+xml; charset=utf-8';
const FEED_KEPT = 'max-age=60';

/** What was heard, for podcast players. */
@ApiTags('Archive')
@Controller('v1')
export class FeedController {
  constructor(
    private readonly feeds: Feeds,
    private readonly settings: Settings,
  ) {}

  @Get('channels/:id/feed.xml')
  @Allow('anyone')
  @Header('Content-Type', RSS)
  @Header('Cache-Control', FEED_KEPT)
  @ApiOperation({ summary: 'The channel as a podcast: RSS 2.0 with transcripts and chapters.' })
  @ApiProduces('application/rss+xml')
  @ApiResponse({ status: 200, description: 'One episode as soon as something was heard.' })
  async channel(
    @Param('id', { schema: ChannelId }) id: string,
    @Who() person: Person,
    @Req() request: Asked,
  ): Promise<string> {
    const origin = originOf(request, this.settings.values.PUBLIC_URL);
    return orProblem(await this.feeds.ofChannel(id, person, origin));
  }

  @Get('competitions/:name/feed.xml')
  @Allow('anyone')
  @Header('Content-Type', RSS)
  @Header('Cache-Control', FEED_KEPT)
  @ApiOperation({ summary: 'The finished matches of a competition as a podcast, in one language.' })
  @ApiProduces('application/rss+xml')
  @ApiResponse({ status: 200, description: 'The newest 50 that anybody may hear.' })
  async competition(
    @Param('name', { schema: CompetitionName }) name: string,
    @Query({ schema: FeedQuery }) { language }: FeedQuery,
    @Who() person: Person,
    @Req() request: Asked,
  ): Promise<string> {
    const origin = originOf(request, this.settings.values.PUBLIC_URL);
    return orProblem(await this.feeds.ofCompetition(name, language, { person, origin }));
  }
}
