import { gzipSync } from 'node:zlib';
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

  const loadedBy = async (path: string): Promise<readonly string[]> => {
    const html = await (await fetch(app.origin + path)).text();
    return [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+\.js)"/g)].map(([, script = '']) => script);
  };

  test('[PG28] the listen page loads at most 90 kB of JavaScript, compressed, and the embedded player no more', async () => {
    for (const path of ['/c/final', '/embed/final']) {
      const scripts = await loadedBy(path);
      const texts = await Promise.all(scripts.map(async (script) => (await fetch(app.origin + script)).text()));
      expect(scripts.length).toBeGreaterThan(0);
      // Nothing is loaded later that the page does not name.
      expect(texts.join('')).not.toMatch(/import\(/);
      const bytes = texts.reduce((sum, text) => sum + gzipSync(text).length, 0);
      expect(bytes).toBeGreaterThan(20_000);
      expect(bytes).toBeLessThanOrEqual(90_000);
    }
  });

  test('[PG28] a page can be read before its JavaScript is there', async () => {
    for (const path of ['/', '/c/final', '/host/final', '/match/final', '/pad', '/pad/final', '/admin', '/invite']) {
      const html = await (await fetch(app.origin + path)).text();
      expect(html).toMatch(/<link rel="stylesheet"[^>]* href="\/assets\//);
      expect(html).not.toMatch(/<script(?![^>]* type="module")/);
      expect(html.replace(/[\s\S]*<body>/, '').replace(/<[^>]*>/g, '')).toMatch(/Longwave/);
    }
  });

  test('[PG29] the pages can be installed: the manifest names icons that are there, of the size it says', async () => {
    const manifest = await (await fetch(`${app.origin}/manifest.webmanifest`)).json();
    const { name, start_url, display, icons } = manifest as Manifest;
    expect([name, start_url, display]).toEqual(['Longwave', '/', 'standalone']);
    for (const { src, sizes, type } of icons) {
      const icon = await fetch(app.origin + src);
      expect(icon.headers.get('content-type')).toMatch(type);
      const bytes = Buffer.from(await icon.arrayBuffer());
      // A PNG says its width and height in its first chunk.
      if (type === 'image/png') expect(`${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`).toBe(sizes);
    }
    expect(icons.map(({ sizes }) => sizes)).toEqual(['any', '192x192', '512x512']);
  });
});

interface Manifest {
  readonly name: string;
  readonly start_url: string;
  readonly display: string;
  readonly icons: ReadonlyArray<{ readonly src: string; readonly sizes: string; readonly type: string }>;
}
