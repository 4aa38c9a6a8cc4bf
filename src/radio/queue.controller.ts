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
import { Wherever, type Question } from './nodes/wherever.js';
import { pastView } from './past-view.js';
import { Tally } from './tally.js';
import { Visitors } from './visitors.js';

/** What is on a channel. */
@ApiTags('Channels')
@Controller('v1/channels/:id')
export class QueueController {
  private readonly askQueue: Question<{ readonly channel: string; readonly isHost: boolean }, QueueStatus>;
  private readonly askAudience: Question<{ readonly channel: string }, Audience>;

  constructor(
    wherever: Wherever,
    private readonly visitors: Visitors,
    private readonly tally: Tally,
    private readonly reports: ListenerReports,
  ) {
    this.askQueue = wherever.asked('queue', (conductor, { isHost }) => this.queueOf(conductor, isHost));
    this.askAudience = wherever.asked('audience', (_, { channel }) => this.audienceOf(channel));
  }

  @Get('queue')
  @Allow('anyone')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'What waits: for listeners how much, for hosts all of it.' })
  @ApiResponse({ status: 200, description: 'As it is now.', standardSchema: QueueStatus })
  async queue(@Param('id', { schema: ChannelId }) id: string, @Who() person: Person): Promise<QueueStatus> {
    orProblem(await this.visitors.mayHear(id, person));
    return orProblem(await this.askQueue({ channel: id, isHost: isHostOf(person, id) }));
  }

  @Get('audience')
  @Allow('host', { channelIn: 'id' })
  @ApiBearerAuth()
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'Who is there, and how well they hear it.' })
  @ApiResponse({ status: 200, description: 'As it is now.', standardSchema: Audience })
  async audience(@Param('id', { schema: ChannelId }) id: string): Promise<Audience> {
    return orProblem(await this.askAudience({ channel: id }));
  }

  private queueOf(conductor: Conductor, isHost: boolean): QueueStatus {
    const { state } = conductor;
    const { id } = conductor.channel;
    return {
      channel: id,
      phase: state.phase.name,
      leadMs: state.leadMs,
      waiting: waitingCount(state),
      listeners: this.tally.audience(id).listeners,
      ...(isHost ? { requests: conductor.queue(), past: this.pastOf(conductor) } : {}),
    };
  }

  private audienceOf(id: string): Audience {
    const reports = [...this.reports.of(id)].filter(([connection]) => !this.tally.isHost(id, connection));
    return { ...this.tally.audience(id), ...hearingOf(reports.map(([, report]) => report)) };
  }

  private pastOf({ channel, state, contents }: Conductor): PastRequest[] {
    return pastView(state, { contents, reachedBy: (request) => this.tally.reachedBy(channel.id, request) });
  }
}
