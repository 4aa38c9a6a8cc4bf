import { Controller, Delete, Get, HttpCode, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { refuse } from '../kernel/outcome.js';
import { RefusalProblem } from '../watch/problem.port.js';
import { Id, Page, Session } from '../wire/people.js';
import { Allow } from './allow.port.js';
import { SessionTable } from './session.table.js';
import { SignOut } from './sign-out.js';

/** Who is signed in, for the admin. */
@ApiTags('People')
@ApiBearerAuth()
@Controller('v1/sessions')
export class AllSessionsController {
  constructor(
    private readonly sessions: SessionTable,
    private readonly signOut: SignOut,
  ) {}

  @Get()
  @Allow('admin')
  @ApiOperation({ summary: 'Who is signed in, newest first.' })
  @ApiResponse({ status: 200, description: 'One page.', standardSchema: z.array(Session) })
  async list(@Query({ schema: Page }) page: Page): Promise<readonly Session[]> {
    return this.sessions.list(page);
  }

  @Delete(':id')
  @Allow('admin')
  @HttpCode(204)
  @ApiOperation({ summary: 'Signs somebody out.' })
  @ApiResponse({ status: 204, description: 'Signed out.' })
  async end(@Param('id', { schema: Id }) id: string): Promise<void> {
    if (!(await this.signOut.run(id))) throw new RefusalProblem(refuse('request.not-found'));
  }
}
