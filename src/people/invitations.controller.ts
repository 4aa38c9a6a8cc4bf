import { Body, Controller, Delete, Get, Header, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Settings } from '../settings/settings.js';
import { orProblem } from '../watch/problem.port.js';
import { Id, Invite, Invitation, NewInvitation, Page } from '../wire/people.js';
import { Allow, Who } from './allow.port.js';
import { Invitations } from './invitations.js';
import type { Person } from './model/person.js';

interface Asked {
  readonly protocol: string;
  readonly host: string;
}

@ApiTags('People')
@ApiBearerAuth()
@Controller('v1/invitations')
export class InvitationsController {
  constructor(
    private readonly invitations: Invitations,
    private readonly settings: Settings,
  ) {}

  @Post()
  @Allow('host')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'Invites people to a role. The link is told once.' })
  @ApiResponse({ status: 201, description: 'The invitation, with its link.', standardSchema: NewInvitation })
  async invite(
    @Body({ schema: Invite }) invite: Invite,
    @Who() person: Person,
    @Req() { protocol, host }: Asked,
  ): Promise<NewInvitation> {
    // Without an address of our own, the one by which the host reaches us will do for its guests.
    const origin = this.settings.values.PUBLIC_URL ?? `${protocol}://${host}`;
    return orProblem(await this.invitations.invite(person, invite, origin));
  }

  @Get()
  @Allow('host')
  @ApiOperation({ summary: 'The invitations that can still be taken up, newest first.' })
  @ApiResponse({ status: 200, description: 'One page.', standardSchema: z.array(Invitation) })
  async list(@Query({ schema: Page }) page: Page, @Who() person: Person): Promise<readonly Invitation[]> {
    return this.invitations.list(person, page);
  }

  @Delete(':id')
  @Allow('host')
  @HttpCode(204)
  @ApiOperation({ summary: 'Withdraws an invitation.' })
  @ApiResponse({ status: 204, description: 'Withdrawn.' })
  async withdraw(@Param('id', { schema: Id }) id: string, @Who() person: Person): Promise<void> {
    orProblem(await this.invitations.withdraw(person, id));
  }
}
