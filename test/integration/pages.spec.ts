import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startedApp, type StartedApp } from '../support/started-app.js';

describe('pages', () => {
  let app: StartedApp;

  beforeAll(async () => {
    app = await startedApp();
  });
  afterAll(() => app.stop());

  test.each(['/', '/invite'])('[PG1] %s is a page that loads nothing from elsewhere', async (path) => {
    const answer = await fetch(app.origin + path);
    const html = await answer.text();
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(html).not.toMatch(/(src|href)="(https?:)?\/\//);
    expect(html).not.toMatch(/<script(?![^>]* src=)|<style|\son[a-z]+=/);
  });

  test.each(['/../package.json', '/%2e%2e/package.json', '/..%2fpackage.json', '/.env', '/public'])(
    '[PG1] %s leads nowhere',
    async (path) => {
      const answer = await fetch(app.origin + path);
      expect(answer.status).toBe(404);
      expect(await answer.json()).toMatchObject({ code: 'request.not-found' });
    },
  );

  test('[PG1] a page that has not changed is not sent again', async () => {
    const first = await fetch(`${app.origin}/icon.svg`);
    const again = await fetch(`${app.origin}/icon.svg`, {
      // Without the second header fetch adds one that asks for the whole page.
      headers: { 'if-none-match': first.headers.get('etag') ?? '', 'cache-control': 'max-age=0' },
    });
    expect(again.status).toBe(304);
  });

  test('[PG1] what a page loads is named by its content and kept for a year; the page itself is asked for again', async () => {
    const page = await fetch(app.origin);
    const [, script = ''] = /<script[^>]* src="(\/assets\/[^"]+)"/.exec(await page.text()) ?? [];
    const loaded = await fetch(app.origin + script);
    expect(loaded.headers.get('content-type')).toMatch('javascript');
    expect(loaded.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(page.headers.get('cache-control')).toBe('public, max-age=0');
  });
});
