import { Body, Controller, Get, Header, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow } from '../people/allow.port.js';
import { orProblem } from '../watch/problem.port.js';
import { AirDraft, Control, SetControl } from '../wire/commentary.js';
import { ChannelId } from '../wire/radio.js';
import { HostsControl } from './hosts-control.js';

const number = z.coerce.number().int().min(0).max(999_999_999);
const OfLine = z.object({ id: ChannelId, event: number, line: number });
type OfLine = z.infer<typeof OfLine>;

/** How a channel’s commentary works, and drafts that wait for a host. */
@ApiTags('Commentary')
@ApiBearerAuth()
@Controller('v1/channels/:id/commentary')
export class CommentaryController {
  constructor(private readonly hosts: HostsControl) {}

  @Get()
  @Allow('host', { channelIn: 'id' })
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'Whether commentary airs by itself, waits for a host, or is off, and who speaks colour.' })
  @ApiResponse({ status: 200, description: 'As it is now.', standardSchema: Control })
  async find(@Param('id', { schema: ChannelId }) channel: string): Promise<Control> {
    return orProblem(await this.hosts.of(channel));
  }

  @Patch()
  @Allow('host', { channelIn: 'id' })
  @ApiOperation({ summary: 'Has it work otherwise, at once. `off` ends what commentary says within a chunk.' })
  @ApiResponse({ status: 200, description: 'As it is now.', standardSchema: Control })
  async set(
    @Param('id', { schema: ChannelId }) channel: string,
    @Body({ schema: SetControl }) set: SetControl,
  ): Promise<Control> {
    return orProblem(await this.hosts.set(channel, set));
  }

  @Post('lines/:event/:line/air')
  @HttpCode(204)
  @Allow('host', { channelIn: 'id' })
  @ApiOperation({ summary: 'A draft airs, in its own words or in others. Again changes nothing.' })
  @ApiResponse({ status: 204, description: 'The channel is asked for it.' })
  async air(
    @Param({ schema: OfLine }) { id: channel, event, line }: OfLine,
    @Body({ schema: AirDraft }) draft: AirDraft,
  ): Promise<void> {
    orProblem(await this.hosts.air({ channel, event, line }, draft));
  }

  @Post('lines/:event/:line/drop')
  @HttpCode(204)
  @Allow('host', { channelIn: 'id' })
  @ApiOperation({ summary: 'A draft is not said. Again changes nothing.' })
  @ApiResponse({ status: 204, description: 'Nobody hears it.' })
  async drop(@Param({ schema: OfLine }) { id: channel, event, line }: OfLine): Promise<void> {
    orProblem(await this.hosts.drop({ channel, event, line }));
  }
}
