import { Controller, Delete, Get, HttpCode, Param, Query } from '@nestjs/common';
import { refuse } from '../kernel/outcome.js';
import { RefusalProblem } from '../watch/problem.port.js';
import { Id, Page, type Session } from '../wire/people.js';
import { Allow } from './allow.port.js';
import { SessionTable } from './session.table.js';
import { SignOut } from './sign-out.js';

/** Who is signed in, for the admin. */
@Controller('v1/sessions')
export class AllSessionsController {
  constructor(
    private readonly sessions: SessionTable,
    private readonly signOut: SignOut,
  ) {}

  @Get()
  @Allow('admin')
  async list(@Query({ schema: Page }) page: Page): Promise<readonly Session[]> {
    return this.sessions.list(page);
  }

  @Delete(':id')
  @Allow('admin')
  @HttpCode(204)
  async end(@Param('id', { schema: Id }) id: string): Promise<void> {
    if (!(await this.signOut.run(id))) throw new RefusalProblem(refuse('request.not-found'));
  }
}
