/** One broadcast of a feed. */
export interface Episode {
  readonly channel: string;
  readonly title: string;
  readonly description: string;
  readonly language: string;
  /** When its first word was heard, in server time. */
  readonly at: number;
  readonly seconds: number;
  readonly bytes: number;
  readonly hasChapters: boolean;
}

export interface Feed {
  /** Where the server is reached. */
  readonly origin: string;
  /** Of the feed itself, and of the page that it belongs to. */
  readonly path: string;
  readonly page: string;
  readonly title: string;
  readonly description: string;
  readonly language: string;
  /** The newest first. */
  readonly episodes: readonly Episode[];
}

const AI_VOICE = 'Spoken by an AI voice.';

/** A podcast: RSS 2.0, with transcripts and chapters as the podcast namespace has them. */
export function feedOf({ origin, path, page, title, description, language, episodes }: Feed): string {
  const image = `${origin}/icon-512.png`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:podcast="https://podcastindex.org/namespace/1.0">',
    '<channel>',
    element('title', title),
    element('link', origin + page),
    element('description', `${description} ${AI_VOICE}`.trim()),
    element('language', language.toLowerCase()),
    element('generator', 'Longwave'),
    empty('atom:link', { href: origin + path, rel: 'self', type: 'application/rss+xml' }),
    `<image>${element('url', image)}${element('title', title)}${element('link', origin + page)}</image>`,
    empty('itunes:image', { href: image }),
    empty('itunes:category', { text: 'Sports' }),
    element('itunes:explicit', 'false'),
    ...episodes.map((episode) => itemOf(episode, origin)),
    '</channel>',
    '</rss>',
    '',
  ].join('\n');
}

function itemOf(
  { channel, title, description, at, seconds, bytes, hasChapters, language }: Episode,
  origin: string,
): string {
  const of = `${origin}/v1/channels/${channel}`;
  return [
    '<item>',
    element('title', title),
    element('description', `${description} ${AI_VOICE}`.trim()),
    `<guid isPermaLink="false">${escaped(`${channel}@longwave`)}</guid>`,
    element('pubDate', new Date(at).toUTCString()),
    empty('enclosure', { url: `${of}/archive.mp3`, length: String(bytes), type: 'audio/mpeg' }),
    element('itunes:duration', String(Math.round(seconds))),
    empty('podcast:transcript', { url: `${of}/captions.vtt`, type: 'text/vtt', language }),
    empty('podcast:transcript', { url: `${of}/transcript.json`, type: 'application/json', language }),
    ...(hasChapters
      ? [empty('podcast:chapters', { url: `${of}/chapters.json`, type: 'application/json+chapters' })]
      : []),
    '</item>',
  ].join('\n');
}

function element(name: string, text: string): string {
  return `<${name}>${escaped(text)}</${name}>`;
}

function empty(name: string, attributes: Readonly<Record<string, string>>): string {
  const all = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`);
  return `<${name}${all.join('')}/>`;
}

// What XML has no place for is left out.
function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
