import type { ClientBase, Pool, PoolClient } from 'pg';

/** The pool's connections that nobody uses now. */
export class IdleConnections {
  private readonly clients = new Set<PoolClient>();

  constructor(pool: Pool) {
    pool.on('acquire', (client) => this.clients.delete(client));
    pool.on('release', (_error: unknown, client) => this.clients.add(client));
    pool.on('remove', (client) => this.clients.delete(client));
  }

  /** The pool hears of them what it would hear of a reset, and forgets them. */
  drop(reason: unknown): void {
    const suspects = [...this.clients];
    this.clients.clear();
    for (const client of suspects) (client as ClientBase).emit('error', reason);
  }
}
