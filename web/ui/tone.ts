import type { Word } from '../words.tsx';

/** The four states of the look, each with a colour (in the style sheet), a shape and a word. */
export type Tone = 'allowed' | 'refused' | 'attention' | 'progress';

export const markOf: Record<Tone, string> = { allowed: '✓', refused: '✕', attention: '!', progress: '…' };

export const wordOf: Record<Tone, Word> = {
  allowed: 'common.state.allowed',
  refused: 'common.state.refused',
  attention: 'common.state.attention',
  progress: 'common.state.progress',
};
