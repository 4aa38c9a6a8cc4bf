import { FRAME_BYTES, FRAME_MS } from '../audio/model/frames.js';
import { isRefusal, refuse, type Refusal } from '../kernel/outcome.js';
import type { MatchStore, StoredMatch } from '../matches/match-store.port.js';
import type { Person } from '../people/person.port.js';
import type { Channel } from '../radio/channel-store.port.js';
import type { MayHear } from '../radio/may-hear.port.js';
import type { Archives } from './archives.js';
import { feedOf, type Episode } from './model/feed.js';

/** Nobody's player shows more, and each has to be looked at. */
const EPISODES_MAX = 50;

export interface FeedsParts {
  readonly archives: Archives;
  readonly matches: MatchStore;
  readonly visitors: MayHear;
}

/** Archives as podcasts: of a channel, and of the matches of a competition. */
export class Feeds {
  constructor(private readonly parts: FeedsParts) {}

  async ofChannel(id: string, person: Person, origin: string): Promise<string | Refusal> {
    const channel = await this.parts.visitors.mayHear(id, person);
    if (isRefusal(channel)) return channel;
    const { title, language } = channel;
    const episode = await this.episode(channel, { title, description: '' }, person);
    return feedOf({
      origin,
      path: `/v1/channels/${id}/feed.xml`,
      page: `/c/${id}`,
      title,
      description: `What was heard on ${title}.`,
      language,
      episodes: episode === undefined ? [] : [episode],
    });
  }

  /** Refused where it has no match that is over and open to all. */
  async ofCompetition(name: string, language: string, { person, origin }: { person: Person; origin: string }) {
    const found = await this.parts.matches.list({
      status: 'finished',
      sport: undefined,
      text: name,
      after: undefined,
      limit: EPISODES_MAX,
    });
    const matches = found.filter(({ match }) => match.competition === name && match.visibility === 'public');
    if (matches.length === 0) return refuse('replay.no-competition');
    const episodes: Episode[] = [];
    for (const match of matches) {
      const episode = await this.ofMatch(match, language, person);
      if (episode !== undefined) episodes.push(episode);
    }
    return feedOf({
      origin,
      path: `/v1/competitions/${encodeURIComponent(name)}/feed.xml?language=${language}`,
      page: '/',
      title: name,
      description: `The matches of ${name}.`,
      language,
      episodes,
    });
  }

  private async ofMatch({ match, channels }: StoredMatch, language: string, person: Person) {
    const own = channels.find((one) => one.language === language);
    const channel = own === undefined ? undefined : await this.parts.visitors.mayHear(own.channel, person);
    if (channel === undefined || isRefusal(channel) || !this.parts.visitors.isOpen(channel)) return undefined;
    const { title, home, away, competition } = match;
    const description = `${home.name} against ${away.name}${competition === null ? '' : `, ${competition}`}.`;
    return this.episode(channel, { title, description }, person);
  }

  private async episode(
    { id, language, match }: Channel,
    called: Pick<Episode, 'title' | 'description'>,
    person: Person,
  ): Promise<Episode | undefined> {
    const sound = await this.parts.archives.sound(id, { deadAir: 'squeezed' }, person);
    if (isRefusal(sound) || sound.startsAt === undefined) return undefined;
    const { bytes, tagBytes, startsAt: at } = sound;
    const seconds = (((bytes - tagBytes) / FRAME_BYTES) * FRAME_MS) / 1_000;
    return { ...called, channel: id, language, at, bytes, seconds, hasChapters: match !== undefined };
  }
}
