import { chromium, type Browser } from 'playwright-core';
import { WHERE } from './services.js';

/** A real Chromium that asks nobody outside for anything. */
export async function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: WHERE.chromium,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--autoplay-policy=no-user-gesture-required',
    ],
  });
}
