import type { IncomingMessage, ServerResponse } from 'node:http';
import type { NestExpressApplication } from '@nestjs/platform-express';
import serveStatic from 'serve-static';
import { programFile } from './kernel/program.js';
import { CHANNEL_NAME } from './wire/limits.js';

/** Pages whose address names a channel or a match are one file each; what is built is named by its content. */
const PAGES: ReadonlyArray<readonly [RegExp, string]> = [
  [new RegExp(`^/c/${CHANNEL_NAME}$`), '/listen'],
  [new RegExp(`^/embed/${CHANNEL_NAME}$`), '/embed'],
  [new RegExp(`^/host/${CHANNEL_NAME}$`), '/host'],
  [new RegExp(`^/match/${CHANNEL_NAME}$`), '/match'],
  [new RegExp(`^/pad/${CHANNEL_NAME}$`), '/pad'],
  [new RegExp(`^/replay/[cm]/${CHANNEL_NAME}$`), '/replay'],
];
const YEAR_S = 365 * 24 * 3_600;

/** Where no page is: looking for one on the disk would cost such an answer a tenth of its time. */
const NO_PAGE = /^\/(v1|live)\//;

/** The pages for browsers. They are asked for again each time, and answered with "not changed" where that is so. */
export function servePages(app: NestExpressApplication, folder: string = programFile('pages')): void {
  const pages = serveStatic(folder, {
    extensions: ['html'],
    redirect: false,
    maxAge: 0,
    setHeaders: (response: ServerResponse, path: string) => {
      if (!/[\\/]assets[\\/]/.test(path)) return;
      response.setHeader('Cache-Control', `public, max-age=${YEAR_S}, immutable`);
    },
  });
  app.use((request: IncomingMessage & { url: string }, response: ServerResponse, next: () => void) => {
    if (NO_PAGE.test(request.url)) return next();
    const [path = ''] = request.url.split('?');
    const page = PAGES.find(([address]) => address.test(path))?.[1];
    if (page !== undefined) request.url = page;
    pages(request, response, next);
  });
}
