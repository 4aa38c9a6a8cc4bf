import { DELAY_MS_MAX } from '../../wire/limits.js';
import { CAPTION_KEPT_MS, ENTRY_KEPT_MS } from './sounding.js';

/** The radio's own maxima, beside those that stand in the wire, and what happens there: the command is refused with its code; nothing is dropped in silence. */
export const WAITING_MAX = 200;
/** Of those, so many are kept for flashes. */
export const FLASH_PLACES = 10;
export const CHUNKS_MAX = 64;
export const HOST_COMMANDS_PER_S = 10;
export const CHANNEL_COMMANDS_PER_S = 50;

export const LEAD_MS = 600;
/** After a takeover nothing new starts before this has passed: listeners need to come back first. */
export const TAKEOVER_MS = 2_500;
/** Starts that passed so long after the last sign of life could be fetched by nobody. */
export const UNSEEN_MS = 10_000;

/** An acknowledgement counts from so long before the end of a request's last chunk. */
export const EARLY_MS = 250;
/** Without one the clock completes the request so long after its end, or when the next begins. */
export const GRACE_MS = 300;

/** A head that is not ready may keep the channel silent for so long; then whoever is ready goes before it. */
export const HEAD_SILENCE_MS = 2_000;
/** Nothing inside a request is silent for longer: then the request has failed. */
export const DEAD_AIR_MS = 9_000;
/** So much ready sound is kept ahead of now, and announced. */
export const AHEAD_MS = 30_000;
/** A chunk's own end is taken instead of a cut point inside it if it is at most so much later. */
export const CHUNK_END_NEAR_MS = 1_500;

export const FLASH_STALE_MS = 30_000;

/** What has sounded is held so long for those who join late with a delay, with the captions of a minute before. */
export const PAST_MS = DELAY_MS_MAX + ENTRY_KEPT_MS + CAPTION_KEPT_MS;
/** So far back streams go: as late as they may be, and from there two minutes. */
export const STREAM_PAST_MS = PAST_MS - ENTRY_KEPT_MS;
export const MISSED_MAX = 500;
