import { describe, expect, test } from '@jest/globals';
import { bannerText, type Banner } from './banner.js';

const BANNER: Banner = {
  version: '1.2.3',
  host: '0.0.0.0',
  port: 8000,
  publicUrl: undefined,
  metrics: 'http://127.0.0.1:9090/metrics',
  notices: [
    ['Host link', 'http://localhost:8000/invite#secret (works once)'],
    ['Voices', 'espeak'],
  ],
};

describe('banner', () => {
  test('[WA18] a link of this machine is told with the address of the network too, where there is one', () => {
    const text = bannerText(BANNER);
    const lan = /On your network +(\S+)/.exec(text)?.[1];
    const links = [...text.matchAll(/\S+\/invite#secret/g)].map(([link]) => link);
    const all = ['http://localhost:8000/invite#secret', `${lan}/invite#secret`];
    expect(links).toEqual(lan === undefined ? all.slice(0, 1) : all);
    expect(text.match(/espeak/g)).toHaveLength(1);
  });

  test.each([
    [{ host: '127.0.0.1', notices: [['Host link', 'http://127.0.0.1:8000/invite#secret']] }],
    [{ publicUrl: 'https://radio.example', notices: [['Host link', 'https://radio.example/invite#secret']] }],
  ] satisfies [Partial<Banner>][])('[WA18] nobody else is promised a way: %j', (given) => {
    expect(bannerText({ ...BANNER, ...given }).match(/invite#secret/g)).toHaveLength(1);
  });
});
