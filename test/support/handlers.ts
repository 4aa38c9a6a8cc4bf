import { RequestMethod, type INestApplicationContext, type Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/internal';
import { MetadataScanner, ModulesContainer } from '@nestjs/core';
import { ALLOWED, type Allowed } from '../../src/people/allow.port.js';

export interface Handler {
  /** `SessionsController.begin`. */
  readonly name: string;
  readonly allowed: Allowed | undefined;
}

export interface Route extends Handler {
  readonly method: string;
  /** `/v1/invitations/:id`. */
  readonly path: string;
}

export interface GatewayEvent extends Handler {
  readonly event: string;
}

// As @nestjs/websockets marks them.
const GATEWAY_METADATA = 'websockets:is_gateway';
const EVENT_METADATA = 'message';

/** Every route of every controller, read from what Nest itself routes by. */
export function routesOf(app: INestApplicationContext): Route[] {
  return classesOf(app, 'controllers').flatMap((controller) =>
    methodsOf(controller).flatMap(({ name, method }) => {
      const path = Reflect.getMetadata(PATH_METADATA, method) as string | string[] | undefined;
      if (path === undefined) return [];
      const verb = RequestMethod[Reflect.getMetadata(METHOD_METADATA, method) as RequestMethod];
      const bases = [Reflect.getMetadata(PATH_METADATA, controller) as string | string[]].flat();
      return bases.flatMap((base) =>
        [path].flat().map((end) => ({ name, method: verb, path: joined(base, end), allowed: allowedOf(method) })),
      );
    }),
  );
}

/** Every event of every gateway. */
export function eventsOf(app: INestApplicationContext): GatewayEvent[] {
  return classesOf(app, 'providers')
    .filter((provider) => Reflect.hasMetadata(GATEWAY_METADATA, provider))
    .flatMap((gateway) =>
      methodsOf(gateway).flatMap(({ name, method }) => {
        const event = Reflect.getMetadata(EVENT_METADATA, method) as string | undefined;
        return event === undefined ? [] : [{ name, event, allowed: allowedOf(method) }];
      }),
    );
}

function classesOf(app: INestApplicationContext, kind: 'controllers' | 'providers'): Type[] {
  const modules = [...app.get(ModulesContainer).values()];
  const classes = modules.flatMap((module) => [...module[kind].values()].map(({ metatype }) => metatype));
  return [...new Set(classes)].filter((metatype): metatype is Type => typeof metatype === 'function');
}

function methodsOf(type: Type): { name: string; method: object }[] {
  const prototype = type.prototype as Record<string, object>;
  return new MetadataScanner().getAllMethodNames(prototype).flatMap((name) => {
    const method = prototype[name];
    return method === undefined ? [] : [{ name: `${type.name}.${name}`, method }];
  });
}

function allowedOf(method: object): Allowed | undefined {
  return Reflect.getMetadata(ALLOWED, method) as Allowed | undefined;
}

function joined(...parts: string[]): string {
  const path = parts.flatMap((part) => part.split('/')).filter((part) => part !== '');
  return `/${path.join('/')}`;
}
