import type { IncomingMessage, ServerResponse } from 'node:http';
import { Controller, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiConsumes, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { isRefusal, refuse, type Refusal } from '../kernel/outcome.js';
import { Allow, Who } from '../people/allow.port.js';
import type { Person } from '../people/person.port.js';
import { orProblem } from '../watch/problem.port.js';
import { FileQuery, MatchDetails } from '../wire/match-doors.js';
import { FILE_BYTES_MAX } from '../wire/match-files.js';
import { MatchFiles } from './match-files.js';
import { ShownMatches } from './shown-matches.js';

/** Whole matches in files: Cricsheet’s, or ours. */
@ApiTags('Matches')
@Controller('v1/match-files')
export class MatchFilesController {
  constructor(
    private readonly files: MatchFiles,
    private readonly shown: ShownMatches,
  ) {}

  @Post()
  @Allow('admin')
  @ApiBearerAuth()
  @ApiConsumes('application/octet-stream')
  @ApiOperation({ summary: 'Makes a match of a file, or corrects one. It plays when it is started.' })
  @ApiResponse({
    status: 201,
    description: 'The match. The same file again changes nothing.',
    standardSchema: MatchDetails,
  })
  async take(
    @Query({ schema: FileQuery }) query: FileQuery,
    @Who() person: Person,
    @Req() request: IncomingMessage,
    @Res({ passthrough: true }) response: ServerResponse,
  ): Promise<MatchDetails> {
    const bytes = await bytesOf(request);
    // What was not read would be taken for the next request.
    if (isRefusal(bytes)) response.setHeader('Connection', 'close');
    const id = orProblem(await this.files.take(orProblem(bytes), query));
    return orProblem(await this.shown.one(id, person));
  }
}

async function bytesOf(request: IncomingMessage): Promise<Uint8Array | Refusal> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  // Whoever stops reading a request would close its connection, before its host has read why.
  for await (const part of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>) {
    bytes += part.length;
    if (bytes > FILE_BYTES_MAX) return refuse('matches.file-too-large');
    parts.push(part);
  }
  return Buffer.concat(parts);
}
