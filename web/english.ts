import { refusals } from '../src/words/en.refusals.ts';
import { screens } from '../src/words/en.screens.ts';

/** The English catalogue, loaded when English is first chosen. */
export const english = { refusal: refusals, ...screens };
