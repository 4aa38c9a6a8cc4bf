import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { Demo } from '../../src/matches/demo.js';
import { RemoveMatch } from '../../src/matches/remove-match.js';
import { AccessTokens } from '../../src/people/access-tokens.js';
import { Invitations } from '../../src/people/invitations.js';
import type { Role } from '../../src/people/person.port.js';
import { Database } from '../../src/database/database.port.js';
import type { Audience } from '../../src/wire/audience.js';
import type { NewChannelInput, QueueStatus, SayInput } from '../../src/wire/host.js';
import type { MatchDetails, NewMatchInput } from '../../src/wire/match-doors.js';
import type { Correction, NewEvent, Recorded } from '../../src/wire/matches.js';
import type { WordTime } from '../../src/wire/radio.js';
import { openBrowser } from './browser.js';
import { startedApp, type StartedApp } from './started-app.js';

/** A browser's page, and everything it complains about. */
export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly complaints: readonly string[];
}

/** The whole program with its pages, a real browser, and hands to work both. */
export class PagedApp {
  private readonly contexts: BrowserContext[] = [];

  private constructor(
    private readonly started: StartedApp,
    readonly browser: Browser,
  ) {}

  static async open(environment: Readonly<Record<string, string>> = {}): Promise<PagedApp> {
    const [started, browser] = await Promise.all([startedApp(environment), openBrowser()]);
    return new PagedApp(started, browser);
  }

  get origin(): string {
    return this.started.origin;
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.started.stop();
  }

  /** Closes what the last test opened. */
  async leave(): Promise<void> {
    for (const context of this.contexts.splice(0)) await context.close();
  }

  async visit(path: string, options: BrowserContextOptions = {}): Promise<Visit> {
    const context = await this.browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
    this.contexts.push(context);
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (line) => {
      if (['error', 'warning'].includes(line.type())) complaints.push(line.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(new URL(path, this.origin).href);
    return { page, context, complaints };
  }

  /** A page of somebody who has taken up an invitation in this browser. */
  async visitAs(
    role: Role,
    channels: readonly string[],
    path: string,
    options: BrowserContextOptions = {},
  ): Promise<Visit> {
    const visit = await this.visit('about:blank', options);
    await this.takeUp(visit.page, role, channels);
    await visit.page.goto(`${this.origin}${path}`);
    return visit;
  }

  /** Takes up a new invitation on a page. */
  async takeUp(page: Page, role: Role, channels: readonly string[]): Promise<void> {
    const invite = { role, channels: [...channels], uses: 1, hours: 1 };
    const invitation = await this.started.app.get(Invitations).invite('command', invite, this.origin);
    if (!('link' in invitation)) throw new Error(invitation.detail);
    await page.goto(invitation.link);
    await page.getByRole('button', { name: 'Accept the invitation' }).click();
    await page.getByRole('heading', { name: 'You are signed in.' }).waitFor();
  }

  async channel(input: Partial<NewChannelInput> = {}): Promise<string> {
    const { id } = await this.ask<{ id: string }>('admin', [], '/v1/channels', { title: 'Final', ...input });
    return id;
  }

  match(input: Partial<NewMatchInput> = {}): Promise<MatchDetails> {
    const sides = { home: { name: 'Alders', short: 'ALD' }, away: { name: 'Birches', short: 'BIR' } };
    return this.ask<MatchDetails>('admin', [], '/v1/matches', { sport: 'football', ...sides, ...input });
  }

  /** The fact it is about. */
  async event(match: string, event: z.input<typeof NewEvent>): Promise<string> {
    const { fact } = await this.ask<Recorded>('admin', [], `/v1/matches/${match}/events`, event);
    return fact;
  }

  async correct(match: string, fact: string, correction: z.input<typeof Correction>): Promise<void> {
    await this.ask('admin', [], `/v1/matches/${match}/events/${fact}/corrections`, correction);
  }

  /** The matches that a first start makes up, where the settings want them. */
  async demo(): Promise<void> {
    await this.started.app.get(Demo).run();
  }

  async remove(match: string): Promise<void> {
    await this.started.app.get(RemoveMatch).run(match);
  }

  /** The id of the request. */
  async say(channel: string, say: SayInput | string): Promise<string> {
    const body = typeof say === 'string' ? { text: say } : say;
    const { request } = await this.host<{ request: string }>(channel, 'requests', body);
    return request;
  }

  async queue(channel: string): Promise<QueueStatus> {
    return this.ask<QueueStatus>('host', [channel], `/v1/channels/${channel}/queue`);
  }

  async audience(channel: string): Promise<Audience> {
    return this.ask<Audience>('host', [channel], `/v1/channels/${channel}/audience`);
  }

  /** What stands at an address of a channel, for its host. */
  read<T>(channel: string, path: string): Promise<T> {
    return this.ask<T>('host', [channel], `/v1/channels/${channel}/${path}`);
  }

  /** When each word of a request's only chunk sounds, in the server's time: by what is stored. */
  async wordsOf(request: string): Promise<readonly number[]> {
    const [chunk] = await this.started.app
      .get(Database)
      .query<{ starts_at: number; words: WordTime[] }>('SELECT starts_at, words FROM audio_chunks WHERE request = $1', [
        request,
      ]);
    return chunk?.words.map(({ startMs }) => chunk.starts_at + startMs) ?? [];
  }

  host<T>(channel: string, path: string, body: unknown = {}): Promise<T> {
    return this.ask<T>('host', [channel], `/v1/channels/${channel}/${path}`, body);
  }

  private async ask<T>(role: Role, channels: readonly string[], path: string, body?: unknown): Promise<T> {
    const ids = { id: randomUUID(), session: randomUUID() };
    const person = role === 'admin' ? { role, ...ids } : { role, ...ids, channels };
    const { token } = await this.started.app.get(AccessTokens).issue(person);
    const answer = await fetch(`${this.origin}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(await answer.text());
    return (await answer.json()) as T;
  }
}
