import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { HttpAdapterHost } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { OpenAPIObject } from '@nestjs/swagger';
import { createApp } from '../../src/app.js';
import { parseSettings } from '../../src/settings/parse-settings.js';
import { describeApi } from '../../src/watch/documentation.js';
import { dataFolder } from '../support/data-folder.js';
import { MemoryLog } from '../support/memory.log.js';

interface Layer {
  readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> };
}

describe('documentation', () => {
  const data = dataFolder('documents');
  let app: NestExpressApplication;
  let document: OpenAPIObject;

  beforeAll(async () => {
    app = await createApp(parseSettings({ LONGWAVE_DATA: data, DEMO: 'off' }), new MemoryLog());
    await app.init();
    document = describeApi(app);
  });
  afterAll(async () => {
    await app.close();
    rmSync(data, { recursive: true, force: true });
  });

  test('[WA15] every route the server answers is in the document', () => {
    const { router } = app
      .get(HttpAdapterHost)
      .httpAdapter.getInstance<{ readonly router: { readonly stack: readonly Layer[] } }>();
    const routes = router.stack
      .flatMap(({ route }) => (route === undefined ? [] : [route]))
      .filter(({ path }) => !path.startsWith('/docs'))
      .flatMap(({ path, methods }) => Object.keys(methods).map((method) => ({ method, path: documented(path) })));
    expect(routes).toContainEqual({ method: 'get', path: '/livez' });
    expect(routes.filter(({ method, path }) => !(method in (document.paths[path] ?? {})))).toEqual([]);
  });

  test('[WA15] every operation says what it does and what it answers', () => {
    const operations = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.entries(item).map(([method, operation]) => ({ name: `${method} ${path}`, operation })),
    );
    const silent = operations.filter(({ operation: { summary, responses } }) => {
      const good = Object.entries(responses as Record<string, { readonly description: string }>).filter(
        ([status, { description }]) => /^[23]/.test(status) && description !== '',
      );
      return typeof summary !== 'string' || summary === '' || good.length === 0;
    });
    expect(silent.map(({ name }) => name)).toEqual([]);
  });
});

/** Express writes `:id` and `*key` where OpenAPI writes `{id}` and `{key}`. */
function documented(path: string): string {
  return path.replaceAll(/[:*](\w+)/g, '{$1}');
}
