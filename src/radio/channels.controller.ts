import { Body, Controller, Get, Header, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { assert } from '../kernel/assert.js';
import { Allow, Who } from '../people/allow.port.js';
import { isHostOf, type Person } from '../people/person.port.js';
import { orProblem } from '../watch/problem.port.js';
import { ChannelChanges, ChannelDetails, ChannelPage, ChannelQuery, ChannelView, NewChannel } from '../wire/host.js';
import { ChannelId } from '../wire/radio.js';
import { AmendChannel } from './amend-channel.js';
import { ChannelCards, viewOf } from './channel-cards.js';
import { ChannelDesk } from './channel-desk.js';
import type { Channel } from './channel-store.port.js';
import { Visitors } from './visitors.js';

/** Channels: making, changing and finding them. */
@ApiTags('Channels')
@Controller('v1/channels')
export class ChannelsController {
  constructor(
    private readonly desk: ChannelDesk,
    private readonly amendChannel: AmendChannel,
    private readonly visitors: Visitors,
    private readonly cards: ChannelCards,
  ) {}

  @Post()
  @Allow('admin')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Makes a channel.' })
  @ApiResponse({ status: 201, description: 'It is on.', standardSchema: ChannelView })
  async create(@Body({ schema: NewChannel }) channel: NewChannel): Promise<ChannelView> {
    return viewOf(orProblem(await this.desk.create(channel)));
  }

  @Get()
  @Allow('anyone')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'The channels that the one who asks may find, newest first.' })
  @ApiResponse({ status: 200, description: 'A page of them.', standardSchema: ChannelPage })
  async list(@Query({ schema: ChannelQuery }) query: ChannelQuery, @Who() person: Person) {
    return { channels: await this.cards.of(await this.visitors.list(query, person)) };
  }

  @Get(':id')
  @Allow('anyone')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'One channel.' })
  @ApiResponse({ status: 200, description: 'What it is, and what it does.', standardSchema: ChannelDetails })
  async find(@Param('id', { schema: ChannelId }) id: string, @Who() person: Person): Promise<ChannelDetails> {
    const channel = orProblem(await this.visitors.mayHear(id, person));
    return this.details(channel, isHostOf(person, id));
  }

  @Patch(':id')
  @Allow('admin')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Changes what a channel is. Once it is closed, nothing of how it speaks.' })
  @ApiResponse({ status: 200, description: 'As it is from now on.', standardSchema: ChannelDetails })
  async amend(
    @Param('id', { schema: ChannelId }) id: string,
    @Body({ schema: ChannelChanges }) changes: ChannelChanges,
  ): Promise<ChannelDetails> {
    return this.details(orProblem(await this.amendChannel.run(id, changes)), true);
  }

  private async details(channel: Channel, isHost: boolean): Promise<ChannelDetails> {
    const [card] = await this.cards.of([channel]);
    assert(card, 'RA175 a channel has a card');
    const { voice, pronunciations } = channel;
    return isHost ? { ...card, voice: voice ?? null, pronunciations } : card;
  }
}
