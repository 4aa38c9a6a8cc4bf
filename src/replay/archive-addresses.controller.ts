import { Controller, Get, Header, Param, Query, Req } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Allow, Who } from '../people/allow.port.js';
import type { Person } from '../people/person.port.js';
import { StreamTokens } from '../radio/stream-tokens.js';
import { Settings } from '../settings/settings.js';
import { originOf, type Asked } from '../watch/origin.js';
import { orProblem } from '../watch/problem.port.js';
import { ChannelId } from '../wire/radio.js';
import { ArchiveAddresses, ArchiveQuery } from '../wire/replay.js';
import { Archives } from './archives.js';

/** Where what was heard on a channel is found, for players that show nobody’s token. */
@ApiTags('Archive')
@Controller('v1/channels/:id')
export class ArchiveAddressesController {
  constructor(
    private readonly archives: Archives,
    private readonly tokens: StreamTokens,
    private readonly settings: Settings,
  ) {}

  @Get('archive')
  @Allow('anyone')
  @ApiBearerAuth()
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'Where the archive is found, as it is now: to be handed to players.' })
  @ApiResponse({ status: 200, description: 'With pauses as they were asked for.', standardSchema: ArchiveAddresses })
  async addresses(
    @Param('id', { schema: ChannelId }) id: string,
    @Query({ schema: ArchiveQuery }) asked: ArchiveQuery,
    @Who() person: Person,
    @Req() request: Asked,
  ): Promise<ArchiveAddresses> {
    const {
      startsAt = null,
      endsAt = null,
      version,
      isPublic,
    } = orProblem(await this.archives.sound(id, asked, person));
    const made = isPublic || person.role === 'anonymous' ? undefined : this.tokens.make(id, person);
    // A browser keeps what it has of an address for minutes: what is heard otherwise has another one.
    const words = new URLSearchParams({ deadAir: asked.deadAir, version });
    if (endsAt !== null) words.set('until', String(endsAt));
    if (made !== undefined) words.set('token', made.token);
    const origin = originOf(request, this.settings.values.PUBLIC_URL);
    const at = (name: string): string => `${origin}/v1/channels/${encodeURIComponent(id)}/${name}?${words.toString()}`;
    return {
      startsAt,
      endsAt,
      version,
      mp3: at('archive.mp3'),
      captions: at('captions.vtt'),
      transcript: at('transcript.json'),
      chapters: at('chapters.json'),
      waveform: at('waveform.json'),
      expiresAt: made === undefined ? null : new Date(made.expiresAt).toISOString(),
    };
  }
}
