import type { ServerResponse } from 'node:http';
import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Patch, Post, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { refuse } from '../kernel/outcome.js';
import { Allow, Who } from '../people/allow.port.js';
import type { KnownPerson } from '../people/person.port.js';
import { orProblem, RefusalProblem } from '../watch/problem.port.js';
import {
  Done,
  Edit,
  IdempotencyKey,
  Notice,
  Reorder,
  Say,
  SetLead,
  Skip,
  Withdraw,
  type HostCommand,
} from '../wire/host.js';
import { ChannelId } from '../wire/radio.js';
import { HostDesk } from './host-desk.js';
import { PreListen } from './pre-listen.js';

const Id = z.uuid();
const OfRequest = z.object({ id: ChannelId, request: z.string() });
type OfRequest = z.infer<typeof OfRequest>;
const KEY = 'idempotency-key';

/** What hosts do. Every command has a key of its own, so that asking again does not do it again. */
@ApiTags('Hosting')
@ApiBearerAuth()
@Controller('v1/channels/:id')
export class RequestsController {
  constructor(
    private readonly desk: HostDesk,
    private readonly preListen: PreListen,
  ) {}

  @Post('requests')
  @Allow('host', { channelIn: 'id' })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: 'Something to be said, a clip to be played, or what was heard before, again.' })
  @ApiResponse({ status: 201, description: 'It is accepted, and will not be lost.', standardSchema: Done })
  enqueue(
    @Param('id', { schema: ChannelId }) channel: string,
    @Body({ schema: Say }) say: Say,
    @Headers(KEY) key: string | undefined,
    @Who() host: KnownPerson,
  ): Promise<Done> {
    return this.run({ channel, command: { name: 'enqueue', say } }, key, host);
  }

  @Patch('requests/:request')
  @Allow('host', { channelIn: 'id' })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: 'Other words in the same place, before it is on air. It is a new request.' })
  @ApiResponse({ status: 200, description: 'The new request.', standardSchema: Done })
  edit(
    @Param({ schema: OfRequest }) { id: channel, request }: OfRequest,
    @Body({ schema: Edit }) edit: Edit,
    @Headers(KEY) key: string | undefined,
    @Who() host: KnownPerson,
  ): Promise<Done> {
    return this.run({ channel, command: { name: 'edit', request: idIn(request), edit } }, key, host);
  }

  @Delete('requests/:request')
  @Allow('host', { channelIn: 'id' })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: 'Takes a request back that is not on air yet.' })
  @ApiResponse({ status: 200, description: 'It will not be said.', standardSchema: Done })
  cancel(
    @Param({ schema: OfRequest }) { id: channel, request }: OfRequest,
    @Headers(KEY) key: string | undefined,
    @Who() host: KnownPerson,
  ): Promise<Done> {
    return this.run({ channel, command: { name: 'cancel', request: idIn(request) } }, key, host);
  }

  @Post('requests/:request/skip')
  @HttpCode(200)
  @Allow('host', { channelIn: 'id' })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: 'Ends what is on air: at the end of the chunk, or with `cut` as soon as it can be left.' })
  @ApiResponse({ status: 200, description: 'It is about to end.', standardSchema: Done })
  skip(
    @Param({ schema: OfRequest }) { id: channel, request }: OfRequest,
    @Body({ schema: Skip }) { cut }: Skip,
    @Headers(KEY) key: string | undefined,
    @Who() host: KnownPerson,
  ): Promise<Done> {
    return this.run({ channel, command: { name: 'skip', request: idIn(request), cut } }, key, host);
  }

  @Post('requests/:request/withdraw')
  @HttpCode(200)
  @Allow('host', { channelIn: 'id' })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: 'Takes back what was heard: silence of the same length is in its place from now on.' })
  @ApiResponse({ status: 200, description: 'Nobody hears or reads it any more.', standardSchema: Done })
  withdraw(
    @Param({ schema: OfRequest }) { id: channel, request }: OfRequest,
    @Body({ schema: Withdraw }) { reason }: Withdraw,
    @Headers(KEY) key: string | undefined,
    @Who() host: KnownPerson,
  ): Promise<Done> {
    return this.run({ channel, command: { name: 'withdraw', request: idIn(request), reason } }, key, host);
  }

  @Post('requests/:request/reorder')
  @HttpCode(200)
  @Allow('host', { channelIn: 'id' })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: 'Puts a request before another of its urgency, or last.' })
  @ApiResponse({ status: 200, description: 'It has its new place.', standardSchema: Done })
  reorder(
    @Param({ schema: OfRequest }) { id: channel, request }: OfRequest,
    @Body({ schema: Reorder }) { before }: Reorder,
    @Headers(KEY) key: string | undefined,
    @Who() host: KnownPerson,
  ): Promise<Done> {
    return this.run({ channel, command: { name: 'reorder', request: idIn(request), before } }, key, host);
  }

  @Get('requests/:request/listen')
  @Allow('host', { channelIn: 'id' })
  @ApiOperation({ summary: 'A host hears a prepared request alone, before it airs.' })
  @ApiResponse({ status: 200, description: 'audio/mpeg: all that is ready of it.' })
  async listen(
    @Param({ schema: OfRequest }) { id: channel, request }: OfRequest,
    @Res() response: ServerResponse,
  ): Promise<void> {
    const sound = orProblem(await this.preListen.run(channel, idIn(request)));
    response.writeHead(200, {
      'Content-Type': 'audio/mpeg',
      'Content-Length': sound.length,
      'Cache-Control': 'private, no-store',
    });
    response.end(sound);
  }

  @Post('pause')
  @HttpCode(200)
  @Allow('host', { channelIn: 'id' })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: 'Silence from the end of the chunk that sounds.' })
  @ApiResponse({ status: 200, description: 'Paused.', standardSchema: Done })
  pause(
    @Param('id', { schema: ChannelId }) channel: string,
    @Headers(KEY) key: string | undefined,
    @Who() host: KnownPerson,
  ): Promise<Done> {
    return this.run({ channel, command: { name: 'pause' } }, key, host);
  }

  @Post('resume')
  @HttpCode(200)
  @Allow('host', { channelIn: 'id' })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: 'Goes on where it was paused.' })
  @ApiResponse({ status: 200, description: 'On again.', standardSchema: Done })
  resume(
    @Param('id', { schema: ChannelId }) channel: string,
    @Headers(KEY) key: string | undefined,
    @Who() host: KnownPerson,
  ): Promise<Done> {
    return this.run({ channel, command: { name: 'resume' } }, key, host);
  }

  @Post('close')
  @HttpCode(200)
  @Allow('host', { channelIn: 'id' })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: 'Plays out what is on air and ends the channel.' })
  @ApiResponse({ status: 200, description: 'Closing.', standardSchema: Done })
  close(
    @Param('id', { schema: ChannelId }) channel: string,
    @Headers(KEY) key: string | undefined,
    @Who() host: KnownPerson,
  ): Promise<Done> {
    return this.run({ channel, command: { name: 'close' } }, key, host);
  }

  @Post('lead')
  @HttpCode(200)
  @Allow('host', { channelIn: 'id' })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: 'How far ahead starts are announced. Listeners’ reports may set it again.' })
  @ApiResponse({ status: 200, description: 'It is set.', standardSchema: Done })
  setLead(
    @Param('id', { schema: ChannelId }) channel: string,
    @Body({ schema: SetLead }) { leadMs }: SetLead,
    @Headers(KEY) key: string | undefined,
    @Who() host: KnownPerson,
  ): Promise<Done> {
    return this.run({ channel, command: { name: 'setLead', leadMs } }, key, host);
  }

  @Post('notice')
  @HttpCode(200)
  @Allow('host', { channelIn: 'id' })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: 'What everybody is to read, also who comes later; or nothing any more.' })
  @ApiResponse({ status: 200, description: 'It is told.', standardSchema: Done })
  notice(
    @Param('id', { schema: ChannelId }) channel: string,
    @Body({ schema: Notice }) { notice }: Notice,
    @Headers(KEY) key: string | undefined,
    @Who() host: KnownPerson,
  ): Promise<Done> {
    return this.run({ channel, command: { name: 'notice', notice } }, key, host);
  }

  private async run(asked: Omit<HostCommand, 'key'>, key: string | undefined, host: KnownPerson): Promise<Done> {
    const read = IdempotencyKey.safeParse(key);
    if (!read.success) throw new RefusalProblem(refuse(key === undefined ? 'radio.key-missing' : 'request.invalid'));
    return orProblem(await this.desk.runFor({ ...asked, key: read.data }, host));
  }
}

function idIn(given: string): string {
  if (!Id.safeParse(given).success) throw new RefusalProblem(refuse('radio.unknown-request'));
  return given;
}
