import { Controller, Get, Header, Param } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Allow, Who } from '../people/allow.port.js';
import { isHostOf, type Person } from '../people/person.port.js';
import { orProblem } from '../watch/problem.port.js';
import { Audience } from '../wire/audience.js';
import { QueueStatus, type PastRequest } from '../wire/host.js';
import { ChannelId } from '../wire/radio.js';
import type { Conductor } from './conductor.js';
import { ListenerReports } from './listener-reports.js';
import { hearingOf } from './model/hearing.js';
import { waitingCount } from './model/order.js';
import { pastView } from './past-view.js';
import { Stations } from './stations.js';
import { Tally } from './tally.js';
import { Visitors } from './visitors.js';

/** What is on a channel. */
@ApiTags('Channels')
@Controller('v1/channels/:id')
export class QueueController {
  constructor(
    private readonly stations: Stations,
    private readonly visitors: Visitors,
    private readonly tally: Tally,
    private readonly reports: ListenerReports,
  ) {}

  @Get('queue')
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
      listeners: this.tally.audience(id).listeners,
      ...(isHost ? { requests: conductor.queue(), past: this.pastOf(conductor) } : {}),
    };
  }

  @Get('audience')
  @Allow('host', { channelIn: 'id' })
  @ApiBearerAuth()
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'Who is there, and how well they hear it.' })
  @ApiResponse({ status: 200, description: 'As it is now.', standardSchema: Audience })
  async audience(@Param('id', { schema: ChannelId }) id: string): Promise<Audience> {
    orProblem(await this.stations.on(id));
    const reports = [...this.reports.of(id)].filter(([connection]) => !this.tally.isHost(id, connection));
    return { ...this.tally.audience(id), ...hearingOf(reports.map(([, report]) => report)) };
  }

  private pastOf({ channel, state, contents }: Conductor): PastRequest[] {
    return pastView(state, { contents, reachedBy: (request) => this.tally.reachedBy(channel.id, request) });
  }
}
