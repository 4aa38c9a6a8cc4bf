// Draws the icons of an installed page from the mark: `CHROMIUM=/usr/bin/chromium node client/make-icons.mjs`.
import { readFileSync, writeFileSync } from 'node:fs';
import { chromium } from 'playwright-core';

const folder = new URL('public/', import.meta.url);
const mark = readFileSync(new URL('icon.svg', folder), 'utf8');
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
for (const size of [192, 512]) {
  const page = await browser.newPage({ viewport: { width: size, height: size }, colorScheme: 'light' });
  // Phones cut a circle or a square with round corners out of it: all of the mark stands within four fifths.
  await page.setContent(`<style>
    body { margin: 0; display: grid; place-items: center; height: 100vh; background: #f6f4ee; }
    svg { width: 64%; height: 64%; }
  </style>${mark}`);
  writeFileSync(new URL(`icon-${size}.png`, folder), await page.screenshot());
  await page.close();
}
await browser.close();
