import { networkInterfaces } from 'node:os';

type Notice = readonly [about: string, text: string];

export interface Banner {
  readonly version: string;
  readonly host: string;
  readonly port: number;
  readonly publicUrl: string | undefined;
  readonly metrics: string;
  readonly notices: readonly Notice[];
}

const EVERYWHERE = new Set(['0.0.0.0', '::', '']);

/** Where this machine itself reaches the server. */
export function localOrigin(host: string, port: number): string {
  const name = EVERYWHERE.has(host) ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${port}`;
}

/** What the start prints: where to go, what is in use, how to stop. */
export function bannerText({ version, host, port, publicUrl, metrics, notices }: Banner): string {
  const origin = localOrigin(host, port);
  const lan = lanOrigins(host, port);
  const rows: (readonly [string, string])[] = [
    ['On this machine', origin],
    ...lan.map((address) => ['On your network', address] as const),
    ...(publicUrl === undefined ? [] : [['From anywhere', publicUrl] as const]),
    ['API', `${origin}/docs`],
    ['Health', `${origin}/health`],
    ['Metrics', metrics],
    ...notices.flatMap((notice) => withLan(notice, origin, lan[0])),
  ];
  const width = Math.max(...rows.map(([about]) => about.length)) + 2;
  const lines = rows.map(([about, text]) => `  ${about.padEnd(width)}${text}`);
  return ['', `Longwave ${version} is running.`, '', ...lines, '', 'Ctrl+C stops it.', '', ''].join('\n');
}

// A link of this machine serves nobody who set it up from another one, as one does where there is no screen.
function withLan(notice: Notice, origin: string, lan: string | undefined): readonly Notice[] {
  const [, text] = notice;
  if (lan === undefined || !text.startsWith(`${origin}/`)) return [notice];
  return [notice, ['  or', text.replace(origin, lan)]];
}

function lanOrigins(host: string, port: number): string[] {
  if (!EVERYWHERE.has(host)) return [];
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => `http://${address}:${port}`);
}
