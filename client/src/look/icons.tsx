import type { ComponentChildren } from 'preact';

/** Drawn here, in lines of one weight. Beside words that say the same, so nobody is read them aloud. */
function Icon({ children }: { readonly children: ComponentChildren }) {
  return (
    <svg
      class="icon"
      viewBox="0 0 24 24"
      width="20"
      height="20"
      fill="none"
      stroke="currentColor"
      stroke-width="1.9"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  );
}

/** The name of the house: one long wave in a round dial. */
export function WaveIcon() {
  return (
    <Icon>
      <circle cx="12" cy="12" r="10.5" />
      <path d="M3 13.5c2.2 0 2.2-5.5 4.5-5.5s2.2 9 4.5 9 2.3-11 4.5-11 2.2 7.5 4.5 7.5" />
    </Icon>
  );
}

export function SendIcon() {
  return (
    <Icon>
      <path d="M4 12h15M13 5.5l6.5 6.5-6.5 6.5" />
    </Icon>
  );
}

export function FlashIcon() {
  return (
    <Icon>
      <path d="M13.5 2.5 5 14h6l-1.5 7.5L19 9.5h-6.5z" />
    </Icon>
  );
}

export function SkipIcon() {
  return (
    <Icon>
      <path d="M5 5.5 14.5 12 5 18.5zM18.5 5.500v13" />
    </Icon>
  );
}

export function CutIcon() {
  return (
    <Icon>
      <circle cx="6" cy="6.5" r="2.6" />
      <circle cx="6" cy="17.5" r="2.6" />
      <path d="M8.3 7.9 20 17M8.3 16.1 20 7" />
    </Icon>
  );
}

export function PauseIcon() {
  return (
    <Icon>
      <path d="M8.5 5v14M15.5 5v14" />
    </Icon>
  );
}

export function PlayIcon() {
  return (
    <Icon>
      <path d="M7 4.5 19 12 7 19.5z" />
    </Icon>
  );
}

export function UpIcon() {
  return (
    <Icon>
      <path d="M12 19V5M6 11l6-6 6 6" />
    </Icon>
  );
}

export function DownIcon() {
  return (
    <Icon>
      <path d="M12 5v14M6 13l6 6 6-6" />
    </Icon>
  );
}

export function GripIcon() {
  return (
    <Icon>
      <path d="M5 8h14M5 12h14M5 16h14" />
    </Icon>
  );
}

export function EditIcon() {
  return (
    <Icon>
      <path d="M4 20l1-4.500L16.5 4 20 7.5 8.5 19zM14 6.5 17.5 10" />
    </Icon>
  );
}

export function CloseIcon() {
  return (
    <Icon>
      <path d="M6 6l12 12M18 6 6 18" />
    </Icon>
  );
}

export function EarIcon() {
  return (
    <Icon>
      <path d="M7 9.500a5 5 0 0 1 10 0c0 4-3.5 4.5-3.5 8a3 3 0 0 1-5 2.200M9.8 9.500a2.2 2.2 0 0 1 4.4 0c0 1.8-1.7 2-2.2 3.5" />
    </Icon>
  );
}

export function MicrophoneIcon() {
  return (
    <Icon>
      <rect x="9" y="3" width="6" height="11" rx="3" />
      <path d="M5.5 11.500a6.5 6.5 0 0 0 13 0M12 18v3" />
    </Icon>
  );
}

export function CopyIcon() {
  return (
    <Icon>
      <rect x="8.5" y="8.5" width="11.5" height="11.5" rx="2" />
      <path d="M15.5 8.500V6a2 2 0 0 0-2-2H6a2 2 0 0 0-2 2v7.500a2 2 0 0 0 2 2h2.5" />
    </Icon>
  );
}

/** Beside what a synthetic voice speaks. */
export function AiIcon() {
  return (
    <Icon>
      <path d="M4 10v4M8 7v10M12 4v16M16 8.500v7M20 10.500v3" />
    </Icon>
  );
}

export function StopIcon() {
  return (
    <Icon>
      <rect x="6" y="6" width="12" height="12" rx="2" fill="currentColor" />
    </Icon>
  );
}

export function SpeakerIcon() {
  return (
    <Icon>
      <path d="M4 9.5v5h3.5L12 18.5v-13L7.5 9.5H4Z" />
      <path d="M15.5 9a4.2 4.2 0 0 1 0 6M18 6.5a7.8 7.8 0 0 1 0 11" />
    </Icon>
  );
}

export function MutedIcon() {
  return (
    <Icon>
      <path d="M4 9.5v5h3.5L12 18.5v-13L7.5 9.5H4Z" />
      <path d="m16 9.5 5 5m0-5-5 5" />
    </Icon>
  );
}

export function RadioIcon() {
  return (
    <Icon>
      <path d="M5 9 17 3.5" />
      <rect x="3" y="9" width="18" height="11" rx="2" />
      <circle cx="15.5" cy="14.5" r="2.5" />
      <path d="M6.5 13h4M6.5 16h4" />
    </Icon>
  );
}

export function TelevisionIcon() {
  return (
    <Icon>
      <rect x="3.5" y="6.5" width="17" height="11.5" rx="2" />
      <path d="M9 21h6M8.5 3 12 6.5 15.5 3" />
    </Icon>
  );
}
