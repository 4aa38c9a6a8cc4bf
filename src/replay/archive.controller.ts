import type { ServerResponse } from 'node:http';
import { Controller, Get, Header, Param, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Allow, Who } from '../people/allow.port.js';
import type { Person } from '../people/person.port.js';
import { orProblem } from '../watch/problem.port.js';
import { ChannelId } from '../wire/radio.js';
import { ArchiveQuery, Chapters, MomentQuery, Transcript, Waveform, WaveformQuery } from '../wire/replay.js';
import { ArchiveDoor } from './archive-door.js';
import { Archives } from './archives.js';

const JSON_TYPE = 'application/json; charset=utf-8';

/** What was heard on a channel until now, from its first word to its last. */
@ApiTags('Archive')
@Controller('v1/channels/:id')
export class ArchiveController {
  constructor(
    private readonly archives: Archives,
    private readonly door: ArchiveDoor,
  ) {}

  @Get('archive.mp3')
  @Allow('anyone')
  @ApiOperation({ summary: 'All that was heard, as one file. While the channel is on air it grows.' })
  @ApiProduces('audio/mpeg')
  @ApiResponse({
    status: 200,
    description:
      'audio/mpeg, 192 bytes for every 24 ms. That of a match’s channel has an ID3 tag before them with its chapters.',
  })
  @ApiResponse({ status: 206, description: 'The part that Range asks for.' })
  @ApiResponse({ status: 304, description: 'It is what If-None-Match names.' })
  async sound(
    @Param('id', { schema: ChannelId }) id: string,
    @Query({ schema: ArchiveQuery }) asked: ArchiveQuery,
    @Who() person: Person,
    @Res() response: ServerResponse,
  ): Promise<void> {
    await this.door.send(orProblem(await this.archives.sound(id, asked, this.door.whoIs(id, asked, person))), response);
  }

  @Get('moment.mp3')
  @Allow('anyone')
  @ApiOperation({ summary: 'A moment of it by itself, to share.' })
  @ApiProduces('audio/mpeg')
  @ApiResponse({ status: 200, description: 'audio/mpeg, in whole frames.' })
  @ApiResponse({ status: 206, description: 'The part that Range asks for.' })
  async moment(
    @Param('id', { schema: ChannelId }) id: string,
    @Query({ schema: MomentQuery }) asked: MomentQuery,
    @Who() person: Person,
    @Res() response: ServerResponse,
  ): Promise<void> {
    await this.door.send(
      orProblem(await this.archives.moment(id, asked, this.door.whoIs(id, asked, person))),
      response,
    );
  }

  @Get('waveform.json')
  @Allow('anyone')
  @Header('Cache-Control', 'no-cache')
  @Header('Content-Type', JSON_TYPE)
  @ApiOperation({ summary: 'How loud the file is, as it is drawn.' })
  @ApiResponse({ status: 200, description: 'Its pieces are equally long.', standardSchema: Waveform })
  async waveform(
    @Param('id', { schema: ChannelId }) id: string,
    @Query({ schema: WaveformQuery }) asked: WaveformQuery,
    @Who() person: Person,
  ): Promise<string> {
    return orProblem(await this.archives.waveform(id, asked, this.door.whoIs(id, asked, person)));
  }

  @Get('chapters.json')
  @Allow('anyone')
  @Header('Cache-Control', 'no-cache')
  @ApiOperation({ summary: 'The goals, wickets, overs and parts of the match, with their places in the file.' })
  @ApiResponse({ status: 200, description: 'As podcast players read them.', standardSchema: Chapters })
  async chapters(
    @Param('id', { schema: ChannelId }) id: string,
    @Query({ schema: ArchiveQuery }) asked: ArchiveQuery,
    @Who() person: Person,
  ): Promise<Chapters> {
    return orProblem(await this.archives.chapters(id, asked, this.door.whoIs(id, asked, person)));
  }

  @Get('captions.vtt')
  @Allow('anyone')
  @Header('Cache-Control', 'no-cache')
  @Header('Content-Type', 'text/vtt; charset=utf-8')
  @ApiOperation({ summary: 'Captions of the file (WebVTT).' })
  @ApiProduces('text/vtt')
  @ApiResponse({ status: 200, description: 'A cue for every chunk that has words.' })
  async captions(
    @Param('id', { schema: ChannelId }) id: string,
    @Query({ schema: ArchiveQuery }) asked: ArchiveQuery,
    @Who() person: Person,
  ): Promise<string> {
    return orProblem(await this.archives.captions(id, asked, this.door.whoIs(id, asked, person)));
  }

  @Get('transcript.json')
  @Allow('anyone')
  @Header('Cache-Control', 'no-cache')
  @Header('Content-Type', JSON_TYPE)
  @ApiOperation({ summary: 'What was said, with its places in the file.' })
  @ApiResponse({ status: 200, description: 'As podcast players read it.', standardSchema: Transcript })
  async transcript(
    @Param('id', { schema: ChannelId }) id: string,
    @Query({ schema: ArchiveQuery }) asked: ArchiveQuery,
    @Who() person: Person,
  ): Promise<string> {
    return orProblem(await this.archives.transcript(id, asked, this.door.whoIs(id, asked, person)));
  }
}
