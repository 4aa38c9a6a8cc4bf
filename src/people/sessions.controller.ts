import { Body, Controller, Delete, Get, Header, HttpCode, Ip, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { orProblem } from '../watch/problem.port.js';
import { Me, Refresh, TakeUp, Tokens } from '../wire/people.js';
import { Allow, Who } from './allow.port.js';
import { BeginSession } from './begin-session.js';
import { GuessLimit } from './guess-limit.js';
import { meOf } from './me.js';
import type { KnownPerson, Person } from './model/person.js';
import { RefreshSession } from './refresh-session.js';
import { SignOut } from './sign-out.js';

/**
 * Tokens travel in bodies and in the Authorization header, never in a cookie: a browser does not add them by itself, so
 * a foreign page that makes it call us calls as nobody.
 */
@ApiTags('People')
@Controller('v1')
export class SessionsController {
  constructor(
    private readonly beginSession: BeginSession,
    private readonly refreshSession: RefreshSession,
    private readonly signOut: SignOut,
    private readonly guesses: GuessLimit,
  ) {}

  @Get('me')
  @Allow('anyone')
  @Header('Cache-Control', 'no-store')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Who is asking.' })
  @ApiResponse({ status: 200, description: 'As we know you.', standardSchema: Me })
  me(@Who() person: Person): Me {
    return meOf(person);
  }

  @Post('sessions')
  @Allow('anyone')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'Takes up an invitation: what stands behind the # of its link.' })
  @ApiResponse({ status: 201, description: 'A session has begun.', standardSchema: Tokens })
  async begin(@Body({ schema: TakeUp }) { invitation }: TakeUp, @Ip() address: string): Promise<Tokens> {
    return orProblem(await this.guesses.limit(address, () => this.beginSession.run(invitation)));
  }

  @Post('sessions/refresh')
  @Allow('anyone')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'Changes a refresh token, once, for the next pair of tokens.' })
  @ApiResponse({ status: 200, description: 'The session goes on.', standardSchema: Tokens })
  async refresh(@Body({ schema: Refresh }) { refreshToken }: Refresh, @Ip() address: string): Promise<Tokens> {
    return orProblem(await this.guesses.limitFailures(address, () => this.refreshSession.run(refreshToken)));
  }

  @Delete('sessions/current')
  @Allow('known')
  @HttpCode(204)
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Signs out: no token of this session is believed any more.' })
  @ApiResponse({ status: 204, description: 'Signed out.' })
  async end(@Who() { session }: KnownPerson): Promise<void> {
    await this.signOut.run(session);
  }
}
