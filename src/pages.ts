import { join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { projectRoot } from './kernel/program.js';

/** The pages for browsers. They are asked for again each time, and answered with "not changed" where that is so. */
export function servePages(app: NestExpressApplication): void {
  app.useStaticAssets(join(projectRoot, 'client', 'public'), {
    extensions: ['html'],
    redirect: false,
    maxAge: 0,
  });
}
