/** What names a channel, as part of a longer pattern: in addresses it stands with other parts. */
export const CHANNEL_NAME = String.raw`[a-z\d_-]{1,64}`;

/** What anybody may ask for at most, or at least; the schemas refuse the rest. */
export const TEXT_MAX = 2_000;
/** One line on a phone, or two. */
export const NOTICE_MAX = 140;
/** Why a line was withdrawn. */
export const WITHDRAW_REASON_MAX = 500;
/** 17 frames between two requests. */
export const GAP_MS = 408;
export const GAP_MS_MAX = 4_800;
export const LEAD_MS_MIN = 400;
export const LEAD_MS_MAX = 1_000;
export const STALE_MS_MIN = 1_000;
export const STALE_MS_MAX = 24 * 3_600_000;
/** For how many days a channel may keep its sound, where not for ever: ten years. */
export const KEEP_DAYS_MAX = 3_650;
/** Of an archive at once; the rest is asked for after it. */
export const REPLAY_MS_MAX = 3_600_000;
/** Further on in an archive is nothing. */
export const ARCHIVE_S_MAX = 10_000_000;
/** Most that a listener may be behind. */
export const DELAY_MS_MAX = 180_000;
