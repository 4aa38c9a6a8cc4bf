/** An element of XML as it stands: nothing is made up for what is missing. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  readonly text: string;
}

const PIECE = /<\?xml[^?]*\?>|<\/([\w:]+)>|<([\w:]+)((?:\s+[\w:]+="[^"<]*")*)\s*(\/?)>|([^<]+)/gy;
const ENTITY = /&(?:(amp|lt|gt|quot|apos);)?/g;
const MEANT: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Reads well-formed XML, of the kind that feeds are, and nothing else. */
export function readXml(xml: string): Element {
  const open: { name: string; attributes: Record<string, string>; children: Element[]; text: string }[] = [
    { name: '', attributes: {}, children: [], text: '' },
  ];
  let at = 0;
  while (at < xml.length) {
    PIECE.lastIndex = at;
    const found = PIECE.exec(xml);
    if (found === null) throw new Error(`no XML at ${at}: ${xml.slice(at, at + 40)}`);
    at = PIECE.lastIndex;
    const [, closes, opens, attributes = '', isEmpty, text] = found;
    const inside = open.at(-1);
    if (text !== undefined && inside !== undefined) inside.text += meant(text);
    if (opens !== undefined) {
      const pairs = [...attributes.matchAll(/([\w:]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [
        key,
        meant(value),
      ]);
      const element = {
        name: opens,
        attributes: Object.fromEntries(pairs) as Record<string, string>,
        children: [],
        text: '',
      };
      inside?.children.push(element);
      if (isEmpty === '') open.push(element);
    }
    if (closes !== undefined && open.pop()?.name !== closes) throw new Error(`</${closes}> closes nothing`);
  }
  const [root, ...more] = open[0]?.children ?? [];
  if (root === undefined || more.length > 0 || open.length > 1) throw new Error('not one whole element');
  return root;
}

function meant(text: string): string {
  return text.replace(ENTITY, (_, name: string | undefined) => {
    if (name === undefined) throw new Error(`an & that is none: ${text}`);
    return MEANT[name] ?? '';
  });
}

const RFC_822 =
  /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d{2}:\d{2}:\d{2} (GMT|[+-]\d{4})$/;
const NAMESPACES = {
  'xmlns:itunes': 'http://www.itunes.com/dtds/podcast-1.0.dtd',
  'xmlns:podcast': 'https://podcastindex.org/namespace/1.0',
  'xmlns:atom': 'http://www.w3.org/2005/Atom',
};
const TRANSCRIPTS = ['text/plain', 'text/html', 'text/vtt', 'application/json', 'application/x-subrip'];

/** What is wrong with a feed by RSS 2.0, by what directories ask for, and by the podcast namespace. */
export function faultsOfFeed(xml: string): string[] {
  const rss = readXml(xml);
  const faults: string[] = [];
  const must = (isGood: boolean, what: string): void => void (isGood || faults.push(what));
  must(xml.startsWith('<?xml version="1.0" encoding="UTF-8"?>'), 'no declaration');
  must(rss.name === 'rss' && rss.attributes['version'] === '2.0', 'no rss 2.0');
  for (const [name, url] of Object.entries(NAMESPACES)) must(rss.attributes[name] === url, `namespace ${name}`);
  const [channel, ...others] = rss.children;
  if (channel?.name !== 'channel' || others.length > 0) return [...faults, 'not one channel'];
  for (const name of ['title', 'link', 'description', 'language', 'itunes:explicit']) {
    must(textOf(channel, name) !== '', `channel without ${name}`);
  }
  must(/^https?:/.test(textOf(channel, 'link')), 'channel link');
  must(/^[a-z]{2,3}(-[a-z0-9]+)*$/.test(textOf(channel, 'language')), 'language');
  must(['true', 'false'].includes(textOf(channel, 'itunes:explicit')), 'explicit');
  must(all(channel, 'itunes:category').length > 0, 'no category');
  must(/^https?:.*\.(png|jpg)$/.test(all(channel, 'itunes:image')[0]?.attributes['href'] ?? ''), 'no artwork');
  must(
    all(channel, 'atom:link').some(({ attributes }) => attributes['rel'] === 'self'),
    'no self',
  );
  const items = all(channel, 'item');
  const guids = items.map((item) => textOf(item, 'guid'));
  must(new Set(guids).size === guids.length, 'a guid twice');
  for (const item of items) faults.push(...faultsOfItem(item));
  return faults;
}

function faultsOfItem(item: Element): string[] {
  const faults: string[] = [];
  const must = (isGood: boolean, what: string): void => void (isGood || faults.push(what));
  must(textOf(item, 'title') !== '' && textOf(item, 'guid') !== '', 'item without title or guid');
  must(RFC_822.test(textOf(item, 'pubDate')), `pubDate ${textOf(item, 'pubDate')}`);
  must(/^\d+$/.test(textOf(item, 'itunes:duration')), 'duration');
  const [enclosure, ...more] = all(item, 'enclosure');
  const { url = '', length = '', type = '' } = enclosure?.attributes ?? {};
  must(
    more.length === 0 && /^https?:.*\.mp3$/.test(url) && /^[1-9]\d*$/.test(length) && type === 'audio/mpeg',
    'enclosure',
  );
  for (const { attributes } of all(item, 'podcast:transcript')) {
    must(/^https?:/.test(attributes['url'] ?? '') && TRANSCRIPTS.includes(attributes['type'] ?? ''), 'transcript');
  }
  for (const { attributes } of all(item, 'podcast:chapters')) {
    must(/^https?:/.test(attributes['url'] ?? '') && attributes['type'] === 'application/json+chapters', 'chapters');
  }
  return faults;
}

export function all({ children }: Element, name: string): readonly Element[] {
  return children.filter((child) => child.name === name);
}

export function textOf(element: Element, name: string): string {
  return all(element, name)[0]?.text ?? '';
}
