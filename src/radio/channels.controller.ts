import { Body, Controller, Get, Header, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Allow, Who } from '../people/allow.port.js';
import { isHostOf, type Person } from '../people/person.port.js';
import { orProblem } from '../watch/problem.port.js';
import { ChannelPage, ChannelQuery, ChannelView, NewChannel, QueueStatus, type PastRequest } from '../wire/host.js';
import { ChannelId } from '../wire/radio.js';
import { ChannelDesk } from './channel-desk.js';
import type { Channel } from './channel-store.port.js';
import type { Conductor } from './conductor.js';
import { waitingCount } from './model/order.js';
import { pastView } from './past-view.js';
import { Stations } from './stations.js';
import { Tally } from './tally.js';
import { Visitors } from './visitors.js';

/** Channels: making them, finding them, and what is on them. */
@ApiTags('Channels')
@Controller('v1/channels')
export class ChannelsController {
  constructor(
    private readonly desk: ChannelDesk,
    private readonly stations: Stations,
    private readonly visitors: Visitors,
    private readonly tally: Tally,
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
    return { channels: (await this.visitors.list(query, person)).map(viewOf) };
  }

  @Get(':id')
  @Allow('anyone')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'One channel.' })
  @ApiResponse({ status: 200, description: 'What it is.', standardSchema: ChannelView })
  async find(@Param('id', { schema: ChannelId }) id: string, @Who() person: Person): Promise<ChannelView> {
    return viewOf(orProblem(await this.visitors.mayHear(id, person)));
  }

  @Get(':id/queue')
  @Allow('anyone')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'What waits: for listeners how much, for hosts all of it.' })
  @ApiResponse({ status: 200, description: 'As it is now.', standardSchema: QueueStatus })
  async queue(@Param('id', { schema: ChannelId }) id: string, @Who() person: Person): Promise<QueueStatus> {
    orProblem(await this.visitors.mayHear(id, person));
    const conductor = orProblem(await this.stations.on(id));
    const { phase, leadMs } = conductor.state;
    const isHost = isHostOf(person, id);
    return {
      channel: id,
      phase: phase.name,
      leadMs,
      waiting: waitingCount(conductor.state),
      listeners: this.tally.present(id),
      ...(isHost ? { requests: conductor.queue(), past: this.pastOf(conductor) } : {}),
    };
  }

  private pastOf({ channel, state, contents }: Conductor): PastRequest[] {
    return pastView(state, { contents, reachedBy: (request) => this.tally.reachedBy(channel.id, request) });
  }
}

function viewOf({ id, title, language, match, visibility, archived, gapMs, createdAt }: Channel): ChannelView {
  const rest = { id, title, language, visibility, archived, gapMs };
  return { ...rest, match: match ?? null, createdAt: new Date(createdAt).toISOString() };
}
