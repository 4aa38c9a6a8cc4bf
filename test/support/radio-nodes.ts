import { randomUUID } from 'node:crypto';
import { makePostgres } from './database.js';
import { RadioApp } from './radio-app.js';
import { WHERE } from './services.js';

/** Several nodes of one installation, in this process: one PostgreSQL, one Redis, one bucket, and a disk for each. */
export class RadioNodes {
  private readonly nodes: RadioApp[] = [];

  private constructor(
    /** What every node is told. */
    readonly environment: Readonly<Record<string, string>>,
    private readonly remove: () => Promise<void>,
  ) {}

  static async open(more: Readonly<Record<string, string>> = {}): Promise<RadioNodes> {
    const { url, engine, remove } = await makePostgres();
    await engine.close();
    const { endpoint, region, accessKeyId, secretAccessKey } = WHERE.s3;
    const environment = {
      DATABASE_URL: url,
      REDIS_URL: WHERE.redis,
      LONGWAVE_SECRET: randomUUID() + randomUUID(),
      S3_ENDPOINT: endpoint,
      S3_BUCKET: `longwave-${randomUUID()}`,
      S3_REGION: region,
      S3_ACCESS_KEY_ID: accessKeyId,
      S3_SECRET_ACCESS_KEY: secretAccessKey,
      ...more,
    };
    return new RadioNodes(environment, remove);
  }

  async join(more: Readonly<Record<string, string>> = {}): Promise<RadioApp> {
    const node = await RadioApp.open({ ...this.environment, ...more });
    this.nodes.push(node);
    return node;
  }

  async close(): Promise<void> {
    for (const node of this.nodes.toReversed()) await node.close();
    await this.remove();
  }
}
