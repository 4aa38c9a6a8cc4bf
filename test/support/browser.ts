import { chromium, type Browser } from 'playwright-core';
import { WHERE } from './services.js';

/** A real Chromium that asks nobody outside for anything. */
export async function openBrowser(more: readonly string[] = []): Promise<Browser> {
  return chromium.launch({
    executablePath: WHERE.chromium,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      // A page from outside may frame one of this machine: here both are on it.
      '--disable-features=LocalNetworkAccessChecks',
      '--autoplay-policy=no-user-gesture-required',
      ...more,
    ],
  });
}
