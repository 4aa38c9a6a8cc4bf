import type { NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { z } from 'zod';
import { Problem } from '../wire/problem.js';
import { version } from './version.js';

/** `/docs` for people, `/docs/openapi.json` for programs. Nothing on it is loaded from elsewhere. */
export function serveDocumentation(app: NestExpressApplication): void {
  SwaggerModule.setup('docs', app, () => describeApi(app), {
    jsonDocumentUrl: 'docs/openapi.json',
    raw: ['json'],
    customSiteTitle: 'Longwave API',
    swaggerOptions: { validatorUrl: null },
  });
}

/** OpenAPI 3.1, read from the controllers. Every operation can answer with a problem. */
export function describeApi(app: NestExpressApplication): OpenAPIObject {
  const about = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Longwave')
    .setDescription('Match radio: live commentary that every listener hears at the same moment.')
    .setVersion(version)
    .addBearerAuth()
    .build();
  const document = SwaggerModule.createDocument(app, about);
  const { $schema: _, ...problem } = z.toJSONSchema(Problem);
  document.components = {
    ...document.components,
    schemas: { ...document.components?.schemas, Problem: problem as never },
  };
  for (const operation of operationsOf(document)) {
    operation.responses['default'] = {
      description: 'A problem (RFC 9457).',
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    };
  }
  return document;
}

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch'] as const;

function operationsOf(document: OpenAPIObject) {
  return Object.values(document.paths).flatMap((path) => METHODS.flatMap((method) => path[method] ?? []));
}
