import type { IncomingMessage } from 'node:http';
import type { HttpAdapterHost } from '@nestjs/core';

/** What of Express’ router is read here. */
interface Layer {
  readonly route?: { readonly methods: Readonly<Record<string, boolean>> };
  match(path: string): boolean;
}

/** The methods this address does take. Nest answers 404 where another method is routed; HTTP wants 405. */
export function allowedMethods({ httpAdapter }: HttpAdapterHost, request: IncomingMessage): readonly string[] {
  const { router } = httpAdapter.getInstance<{ readonly router: { readonly stack: readonly Layer[] } }>();
  const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
  const methods = router.stack
    .filter((layer) => layer.route !== undefined && layer.match(path))
    .flatMap((layer) => Object.keys(layer.route?.methods ?? {}));
  const names = new Set(methods.map((method) => method.toUpperCase()));
  if (names.has('GET')) names.add('HEAD');
  return names.has(request.method ?? '') ? [] : [...names].sort();
}
