import { Controller, Get, Header, HttpStatus, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { ServerResponse } from 'node:http';
import { z } from 'zod';
import { Allow } from '../people/allow.port.js';
import { CheckedHealth, type HealthReport } from './checked.health.js';
import { Drain } from './drain.port.js';
import { version } from './version.js';

const Alive = z.object({ status: z.literal('ok') });
const Ready = z.object({ status: z.enum(['ready', 'not-ready', 'draining']) });
const HealthAnswer = z.object({
  status: z.enum(['ok', 'degraded', 'unwell', 'draining']),
  service: z.literal('longwave'),
  version: z.string(),
  checks: z.record(z.string(), z.object({ ok: z.boolean(), reason: z.string().optional() })),
});

/** For whoever keeps the server running: is it alive, should it get requests, how is it. */
@ApiTags('Watching')
@Controller()
export class HealthController {
  constructor(
    private readonly health: CheckedHealth,
    private readonly drain: Drain,
  ) {}

  // Asks nothing: a frozen database must not make a supervisor restart every server that uses it.
  @Get('livez')
  @Allow('anyone')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'Whether the process answers at all.' })
  @ApiResponse({ status: 200, description: 'It does.', standardSchema: Alive })
  alive(): z.infer<typeof Alive> {
    return { status: 'ok' };
  }

  @Get('readyz')
  @Allow('anyone')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'Whether it should be sent requests.' })
  @ApiResponse({ status: 200, description: 'All that it needs is there.', standardSchema: Ready })
  @ApiResponse({ status: 503, description: 'Something it needs is away, or it is stopping.', standardSchema: Ready })
  async ready(@Res({ passthrough: true }) response: ServerResponse): Promise<z.infer<typeof Ready>> {
    const status = this.drain.draining ? 'draining' : (await this.health.report()).status;
    if (status === 'ok' || status === 'degraded') return { status: 'ready' };
    response.statusCode = HttpStatus.SERVICE_UNAVAILABLE;
    return { status: status === 'draining' ? status : 'not-ready' };
  }

  @Get('health')
  @Allow('anyone')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'How it is, part by part.' })
  @ApiResponse({ status: 200, description: 'It can do its work.', standardSchema: HealthAnswer })
  @ApiResponse({ status: 503, description: 'It cannot, or it is stopping.', standardSchema: HealthAnswer })
  async answer(@Res({ passthrough: true }) response: ServerResponse): Promise<z.infer<typeof HealthAnswer>> {
    const report: HealthReport = await this.health.report();
    const status = this.drain.draining ? 'draining' : report.status;
    if (status === 'unwell' || status === 'draining') response.statusCode = HttpStatus.SERVICE_UNAVAILABLE;
    return { status, service: 'longwave', version, checks: report.checks };
  }
}
