import type { Page } from 'playwright-core';
import { Invitations } from '../../src/people/invitations.js';
import type { StartedApp } from './started-app.js';

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
