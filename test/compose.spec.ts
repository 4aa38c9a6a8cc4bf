import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { projectRoot } from '../src/kernel/program.js';
import { ALL_VARIABLES } from '../src/settings/about-variable.js';

interface Service {
  readonly image?: string;
  readonly ports?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly networks: readonly string[];
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
}

const text = readFileSync(join(projectRoot, 'docker-compose.yml'), 'utf8');
const compose = parse(text) as {
  readonly services: Readonly<Record<'app' | 'postgres' | 'redis' | 's3', Service>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean }>>;
};
const dockerfile = readFileSync(join(projectRoot, 'Dockerfile'), 'utf8');
const means = Object.entries(compose.services).filter(([name]) => name !== 'app');

describe('containers', () => {
  test('[RE5] the app stands with PostgreSQL 17, Redis 7 and a maintained S3 server', () => {
    expect(Object.keys(compose.services).sort()).toEqual(['app', 'postgres', 'redis', 's3']);
    expect(compose.services.postgres.image).toMatch(/^postgres:17/);
    expect(compose.services.redis.image).toMatch(/^redis:7/);
    expect(compose.services.s3.image).toMatch(/^chrislusf\/seaweedfs:\d+\.\d+/);
  });

  test('[RE8] every image that is not built here is named by tag and digest', () => {
    const bases = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, image = '']) => image);
    const images = [...bases, ...means.map(([, { image = '' }]) => image)];
    expect(images).toHaveLength(5);
    expect(images.filter((image) => !/^[\w./-]+:[\w.-]+@sha256:[0-9a-f]{64}$/.test(image))).toEqual([]);
    expect(new Set(bases).size).toBe(1);
    expect(dockerfile).not.toMatch(/^# *syntax/m);
  });

  test('[RE5] nothing but the app can be reached', () => {
    expect(compose.services.app.ports).toEqual(['${PORT:-8000}:8000']);
    expect(means.filter(([, service]) => service.ports !== undefined)).toEqual([]);
    expect(means.map(([, service]) => service.networks)).toEqual([['inside'], ['inside'], ['inside']]);
    expect(compose.networks['inside']?.internal).toBe(true);
  });

  test('[RE5] every service says whether it is well, and the app waits for what it needs', () => {
    expect(means.filter(([, service]) => service.healthcheck === undefined)).toEqual([]);
    expect(dockerfile).toMatch(/^HEALTHCHECK /m);
    expect(compose.services.app.depends_on).toEqual({
      postgres: { condition: 'service_healthy' },
      s3: { condition: 'service_healthy' },
    });
  });

  test('[RE5] no secret has a default', () => {
    const secrets = [...text.matchAll(/\$\{([A-Z0-9_]*(?:PASSWORD|SECRET)[A-Z0-9_]*)(:?[?-])?/g)];
    expect(secrets.length).toBeGreaterThan(3);
    expect(secrets.filter(([, , operator]) => operator !== ':?').map(([whole]) => whole)).toEqual([]);
  });

  test('[RE5] the app is given settings that exist', () => {
    const known = new Set<string>(ALL_VARIABLES.map(({ name }) => name));
    expect(Object.keys(compose.services.app.environment ?? {}).filter((name) => !known.has(name))).toEqual([]);
  });

  test('[RE5] the image is built in stages and does not run as root', () => {
    const last = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '));
    expect(dockerfile.match(/^FROM /gm)).toHaveLength(2);
    expect(last).toMatch(/^FROM node:22/m);
    expect(last).toMatch(/^USER node$/m);
    expect(last).not.toMatch(/npm (ci|install)$/m);
  });

  test('[RE5] what the image copies is let into its build, the licence too', () => {
    const letIn = readFileSync(join(projectRoot, '.dockerignore'), 'utf8').split('\n');
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, paths = '']) =>
      paths.split(' '),
    );
    expect(copied).toContain('LICENSE');
    expect(copied.filter((path) => !letIn.includes(`!${path}`))).toEqual([]);
  });
});
