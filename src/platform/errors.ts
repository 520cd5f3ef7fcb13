import type { RefusalCode } from '../words/index.ts';

export type { RefusalCode } from '../words/index.ts';
export type RefusalParams = Record<string, string | number>;

/** A "no" with its reason, as a value: the caller must look at it. Faults are thrown, refusals returned. */
export type Refusal = {
  refused: true;
  code: RefusalCode;
  /** the field of the request at fault, as a dotted path */
  field?: string;
  params?: RefusalParams;
};

export const refuse = (code: RefusalCode, more: Omit<Refusal, 'refused' | 'code'> = {}): Refusal => ({
  refused: true,
  code,
  ...more,
});

export const isRefusal = (value: unknown): value is Refusal =>
  typeof value === 'object' && value !== null && 'refused' in value && value.refused === true;
