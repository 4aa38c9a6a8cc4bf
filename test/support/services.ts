/** What `npm run test:full` requires beside Node. `npm test` requires nothing. */
export const SERVICES = ['postgres', 'redis', 's3', 'chromium', 'firefox', 'ffmpeg', 'mpv'] as const;
export type Service = (typeof SERVICES)[number];

const required = new Set((process.env['REQUIRE'] ?? '').split(',').filter((name) => name !== ''));

/**
 * Whether tests against this service belong to the run. Where it is required it is simply used, so a service that is
 * not there fails its tests; nothing is skipped because it happens to be absent.
 */
export function isRequired(service: Service): boolean {
  return required.has(service);
}

/** Whether what asks for no service has passed on these sources already: it needs not be proven once more. */
export const hasPassedWithout = process.env['PASSED'] === '1';

/** Where the services of a test run are. Each can be told otherwise. */
export const WHERE = {
  postgres: process.env['TEST_DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:5432/postgres',
  redis: process.env['TEST_REDIS_URL'] ?? 'redis://127.0.0.1:6379',
  s3: {
    endpoint: process.env['TEST_S3_ENDPOINT'] ?? 'http://127.0.0.1:8333',
    accessKeyId: process.env['TEST_S3_ACCESS_KEY_ID'] ?? 'test:tester',
    secretAccessKey: process.env['TEST_S3_SECRET_ACCESS_KEY'] ?? 'testing',
    region: 'us-east-1',
  },
  firefox: process.env['FIREFOX_PATH'] ?? '/usr/bin/firefox-esr',
  chromium: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
  ffmpeg: process.env['TEST_FFMPEG_PATH'] ?? '/usr/bin/ffmpeg',
  mpv: process.env['MPV_PATH'] ?? '/usr/bin/mpv',
} as const;
