import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Injectable } from '@nestjs/common';
import { Settings } from '../settings/settings.js';
import { Drain } from './drain.port.js';
import { listen } from './listening.js';
import { Log } from './log.port.js';
import { Metrics } from './metrics.port.js';

/** `/metrics` on a port of its own, which no proxy opens to the world. */
@Injectable()
export class MetricsServer {
  private readonly server: Server = createServer(
    { headersTimeout: 5_000, requestTimeout: 5_000, connectionsCheckingInterval: 5_000 },
    (request, response) => void this.answer(request, response),
  );

  constructor(
    private readonly settings: Settings,
    private readonly metrics: Metrics,
    private readonly log: Log,
    private readonly drain: Drain,
  ) {}

  /** The address it answers on. Rejects with a `StartMistake` where the port cannot be had. */
  async listen(): Promise<string> {
    const { METRICS_PORT: port, METRICS_HOST: host } = this.settings.values;
    await listen(this.server, { port, host, portName: 'METRICS_PORT', hostName: 'METRICS_HOST' });
    this.drain.join({ name: 'metrics', step: 'close', stop: async () => this.close() });
    const bound = this.server.address() as AddressInfo;
    const name = bound.family === 'IPv6' ? `[${bound.address}]` : bound.address;
    return `http://${name}:${bound.port}/metrics`;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== 'GET' || request.url?.split('?', 1)[0] !== '/metrics') {
      response.writeHead(404).end();
      return;
    }
    try {
      const text = await this.metrics.registry.metrics();
      response.writeHead(200, { 'Content-Type': this.metrics.registry.contentType }).end(text);
    } catch (error) {
      this.log.error('the metrics could not be collected', { error });
      response.writeHead(500).end();
    }
  }

  private close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}
