import { describe, expect, test } from '@jest/globals';
import { originAllowed } from './origin.js';

const HOST = 'radio.example';
const ALLOWED = ['https://app.example.com', 'http://localhost:5173'];

describe('origins', () => {
  // Origin, Host, allowed with a bearer, allowed without.
  test.each<[string | undefined, string | undefined, boolean, boolean]>([
    ['https://radio.example', HOST, true, true],
    ['http://radio.example', HOST, true, true],
    ['https://RADIO.example', HOST, true, true],
    ['https://radio.example:443', HOST, true, true],
    ['http://192.168.1.7:8000', '192.168.1.7:8000', true, true],
    ['http://[::1]:8000', '[::1]:8000', true, true],
    ['https://app.example.com', HOST, true, true],
    ['http://localhost:5173', HOST, true, true],
    [undefined, HOST, true, false],
    ['null', HOST, false, false],
    ['null', 'null', false, false],
    ['', HOST, false, false],
    ['https://evil.example', HOST, false, false],
    ['http://app.example.com', HOST, false, false],
    ['https://app.example.com:8443', HOST, false, false],
    ['https://app.example.com/', HOST, false, false],
    ['https://app.example.com.evil', HOST, false, false],
    ['https://evil-app.example.com', HOST, false, false],
    ['https://app.example.com@evil.example', HOST, false, false],
    ['https://appXexample.com', HOST, false, false],
    ['https://sub.app.example.com', HOST, false, false],
    ['https://radio.example.evil', HOST, false, false],
    ['https://evil-radio.example', HOST, false, false],
    ['https://evil@radio.example', HOST, false, false],
    ['https://radio.example:8443', HOST, false, false],
    ['https://radio.example, https://evil.example', HOST, false, false],
    ['https://evil.example https://radio.example', HOST, false, false],
    ['file://radio.example', HOST, false, false],
    ['chrome-extension://radio.example', HOST, false, false],
    ['radio.example', HOST, false, false],
    ['https://', '', false, false],
    ['https://radio.example', undefined, false, false],
    ['http://radio.example:443', HOST, false, false],
  ])('[PE7] %p at host %p', (origin, host, withBearer, without) => {
    expect(originAllowed({ origin, host, bearer: true }, ALLOWED)).toBe(withBearer);
    expect(originAllowed({ origin, host, bearer: false }, ALLOWED)).toBe(without);
  });

  test('[PE7] a list of nothing allows only our own', () => {
    expect(originAllowed({ origin: 'https://app.example.com', host: HOST, bearer: true }, [])).toBe(false);
    expect(originAllowed({ origin: 'https://radio.example', host: HOST, bearer: true }, [])).toBe(true);
  });
});
