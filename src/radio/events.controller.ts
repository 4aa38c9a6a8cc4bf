import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Allow } from '../people/allow.port.js';
import { describeEvents } from './async-api.js';

/** What is said over sockets, for programs. */
@ApiTags('Watching')
@Controller('docs')
export class EventsController {
  private readonly document = describeEvents();

  @Get('events')
  @Allow('anyone')
  @ApiOperation({ summary: 'The events of the sockets, as AsyncAPI 3.' })
  @ApiResponse({ status: 200, description: 'The document.' })
  events(): object {
    return this.document;
  }
}
