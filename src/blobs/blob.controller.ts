import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Allow } from '../people/allow.port.js';
import { Log } from '../watch/log.port.js';
import { BlobLinks, type LinkQuery } from './blob-link.js';
import { BlobFault, BlobStore, type BlobStat } from './blob-store.port.js';
import { isKey } from './model/key.js';
import { spanAsked, type Span } from './model/range.js';

/** The door that signed links lead to. The signature is the permission: it names one blob and a moment. */
@ApiTags('Stored audio')
@Controller('v1/blobs')
export class BlobController {
  constructor(
    private readonly blobs: BlobStore,
    private readonly links: BlobLinks,
    private readonly log: Log,
  ) {}

  @Get('*key')
  @Allow('anyone')
  @ApiOperation({ summary: 'Stored audio, by a signed link.' })
  @ApiParam({ name: 'key', type: String })
  @ApiQuery({ name: 'expires', type: String })
  @ApiQuery({ name: 'signature', type: String })
  @ApiResponse({ status: 200, description: 'All of it.' })
  @ApiResponse({ status: 206, description: 'The part that Range asks for.' })
  @ApiResponse({ status: 304, description: 'It is what If-None-Match names.' })
  async read(
    @Param('key') segments: string[],
    @Query() query: LinkQuery,
    @Req() request: IncomingMessage,
    @Res() response: ServerResponse,
  ): Promise<void> {
    const key = segments.join('/');
    // Asked in this order, so that nobody without a link learns what is stored.
    const secondsLeft = isKey(key) ? this.links.secondsLeft(key, query) : undefined;
    if (secondsLeft === undefined) throw new BlobFault('blobs.bad-link');
    const stat = await this.blobs.stat(key);
    if (!stat) throw new BlobFault('blobs.not-found');
    const head = headers(stat, secondsLeft);
    if (hasItAlready(request, stat)) return void response.writeHead(304, head).end();
    await this.answer({ key, stat, head }, request, response);
  }

  private async answer(found: Found, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { key, stat, head } = found;
    const asked = spanFor(request, stat);
    if (asked === 'unsatisfiable') {
      response.setHeader('Content-Range', `bytes */${stat.bytes}`);
      throw new BlobFault('blobs.bad-range');
    }
    const whole = asked === 'whole';
    const { start, end } = whole ? { start: 0, end: stat.bytes } : asked;
    const bytes = request.method === 'HEAD' ? [] : await this.blobs.get(key, whole ? undefined : asked);
    response.writeHead(whole ? 200 : 206, {
      ...head,
      'Content-Length': end - start,
      ...(whole ? {} : { 'Content-Range': `bytes ${start}-${end - 1}/${stat.bytes}` }),
    });
    await this.send(bytes, response);
  }

  // Once the head is out, an error can only be told by ending early: the listener gets fewer bytes than were announced.
  private async send(
    bytes: AsyncIterable<Uint8Array> | readonly Uint8Array[],
    response: ServerResponse,
  ): Promise<void> {
    try {
      await pipeline(Readable.from(bytes, { objectMode: false }), response);
    } catch (error) {
      // A listener who leaves is no news; a storage that fails or holds damaged bytes is.
      if (error instanceof BlobFault) this.log.warn('stored audio could not be read to its end', { error });
      else this.log.debug('sending stored audio ended early', { error });
    }
  }
}

interface Found {
  readonly key: string;
  readonly stat: BlobStat;
  readonly head: OutgoingHttpHeaders;
}

function headers(stat: BlobStat, secondsLeft: number): OutgoingHttpHeaders {
  return {
    ETag: `"${stat.sha256}"`,
    'Accept-Ranges': 'bytes',
    'Content-Type': stat.contentType,
    // No longer than the link itself, and for this listener only.
    'Cache-Control': `private, max-age=${secondsLeft}, immutable`,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
  };
}

function hasItAlready(request: IncomingMessage, stat: BlobStat): boolean {
  const tags = (request.headers['if-none-match'] ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes(`"${stat.sha256}"`) || tags.includes('*');
}

function spanFor(request: IncomingMessage, stat: BlobStat): Span | 'whole' | 'unsatisfiable' {
  const ifRange = request.headers['if-range'];
  if (ifRange !== undefined && ifRange !== `"${stat.sha256}"`) return 'whole';
  return spanAsked(stat.bytes, request.headers.range);
}
