import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { projectRoot } from '../../src/kernel/program.js';
import { Invitations } from '../../src/people/invitations.js';
import type { StartedApp } from './started-app.js';

const AXE = readFileSync(join(projectRoot, 'node_modules/axe-core/axe.min.js'), 'utf8');

/** A host is invited, signs in by its link and comes to the page. */
export async function toHostPage(page: Page, { app, origin }: StartedApp, channel: string): Promise<void> {
  const invite = { role: 'host' as const, channels: [channel], uses: 1, hours: 1 };
  const invitation = await app.get(Invitations).invite('command', invite, origin);
  if (!('link' in invitation)) throw new Error(invitation.detail);
  await page.goto(invitation.link);
  await page.getByRole('button', { name: 'Accept the invitation' }).click();
  await page.getByRole('link', { name: 'To the microphone' }).click();
  await page.getByText('Connected').waitFor();
}

/** What axe finds wrong with a page as it is now. */
export async function violationsOn(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate<string[]>(
    'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ": " + nodes.map((node) => node.html).join(" | ")))',
  );
}
