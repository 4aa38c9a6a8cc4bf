import { Controller, Get, Header } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Allow } from '../people/allow.port.js';
import { SpeechView, type SpeechProvider } from '../wire/speech.js';
import { SpeechBudget } from './budget.js';
import { SpeechStatus, type VoiceStatus } from './speech-status.port.js';

/** Who can speak, for those who write what is to be said. */
@ApiTags('Hosting')
@ApiBearerAuth()
@Controller('v1/speech')
export class SpeechController {
  constructor(
    private readonly status: SpeechStatus,
    private readonly budget: SpeechBudget,
  ) {}

  @Get()
  @Allow('host')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    summary: 'Which voices there are, which of them can speak now, and what is left of the day’s budget.',
  })
  @ApiResponse({ status: 200, description: 'As it is now.', standardSchema: SpeechView })
  async view(): Promise<SpeechView> {
    const voices = this.status.voices();
    const { charactersPerDay, renewedAt } = this.budget;
    return {
      speaksNow: voices.find(({ state }) => state === 'working')?.name ?? null,
      providers: voices.map(providerOf),
      budget: {
        usedCharacters: await this.budget.used(),
        limitCharacters: voices.some(({ paid }) => paid) ? charactersPerDay : null,
        resetsAt: timestamp(renewedAt),
      },
    };
  }
}

function providerOf(status: VoiceStatus): SpeechProvider {
  const { name: provider, paid, languages, voices } = status;
  return {
    name: provider,
    paid,
    languages: [...languages],
    voices: voices.map(({ name, language }) => ({ voice: `${provider}:${name}`, name, language: language ?? null })),
    failure: failureOf(status),
  };
}

function failureOf({ lastFault, restingSince, nextTryAt }: VoiceStatus): SpeechProvider['failure'] {
  if (lastFault === undefined || restingSince === undefined || nextTryAt === undefined) return null;
  return { code: lastFault.code, since: timestamp(restingSince), nextTryAt: timestamp(nextTryAt) };
}

function timestamp(ms: number): string {
  return new Date(ms).toISOString();
}
