import { createServer, type Server } from 'node:http';
import { ExpressAdapter } from '@nestjs/platform-express';

/** Express on a server that does not wait for ever for a request to be sent. Answers may take as long as they like. */
export class TimedAdapter extends ExpressAdapter {
  declare protected httpServer: Server;

  override initHttpServer(): void {
    this.httpServer = createServer(
      {
        headersTimeout: 10_000,
        requestTimeout: 30_000,
        connectionsCheckingInterval: 5_000,
        // Longer than the usual proxy holds a connection, so that it is never we who close one it is about to use.
        keepAliveTimeout: 65_000,
      },
      this.getInstance(),
    );
    this.httpServer.maxHeadersCount = 100;
  }
}
