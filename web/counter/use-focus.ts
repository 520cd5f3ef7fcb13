import { createRef, type RefObject, useEffect, useRef, useState } from 'react';
import type { Counter } from './machine.ts';
import { isWithoutReader } from './note.ts';

/** The places of the purchase screen that the keyboard goes to. */
export type Places = {
  kind: RefObject<HTMLSelectElement | null>;
  country: RefObject<HTMLSelectElement | null>;
  number: RefObject<HTMLInputElement | null>;
  birth_date: RefObject<HTMLInputElement | null>;
  adult_mask: RefObject<HTMLInputElement | null>;
  child_mask: RefObject<HTMLInputElement | null>;
  use_typed: RefObject<HTMLButtonElement | null>;
  check: RefObject<HTMLButtonElement | null>;
  buy: RefObject<HTMLButtonElement | null>;
  clear: RefObject<HTMLButtonElement | null>;
};
export type Place = keyof Places;

/** The places, the same objects for the life of the screen. */
export const usePlaces = (): Places =>
  useState(() => ({
    kind: createRef<HTMLSelectElement>(),
    country: createRef<HTMLSelectElement>(),
    number: createRef<HTMLInputElement>(),
    birth_date: createRef<HTMLInputElement>(),
    adult_mask: createRef<HTMLInputElement>(),
    child_mask: createRef<HTMLInputElement>(),
    use_typed: createRef<HTMLButtonElement>(),
    check: createRef<HTMLButtonElement>(),
    buy: createRef<HTMLButtonElement>(),
    clear: createRef<HTMLButtonElement>(),
  }))[0];

export const goTo = (place: RefObject<HTMLElement | null>): void => {
  place.current?.focus();
  if (place.current instanceof HTMLInputElement) place.current.select();
};

/** Where the next key of the usual path should land, once a state is reached; undefined leaves the focus. */
const placeFor = ({ state, entry }: Counter): Place | undefined => {
  switch (state.name) {
    case 'allowed': {
      const item = Object.entries(state.check.suggested).find(([, pieces]) => pieces > 0)?.[0];
      return item === 'child_mask' ? 'child_mask' : item ? 'adult_mask' : 'clear';
    }
    case 'refused':
    case 'sold':
      return 'clear';
    case 'ready':
      return placeOfNote(state.note, entry.kind);
    default:
      return undefined;
  }
};

const placeOfNote = (note: (Counter['state'] & { name: 'ready' })['note'], kind: string): Place => {
  if (!note) return kind === '01' ? 'kind' : 'number';
  if (note.field === 'number' || note.field === 'birth_date') return note.field;
  if (note.field === 'issuing_country') return 'country';
  // Where nothing reads cards one more key leads to 02; otherwise the card goes in again.
  return isWithoutReader(note) ? 'use_typed' : 'check';
};

/**
 * Moves the focus when a new entry begins, an answer comes or something is missing; never while somebody
 * types, and not for a change of words.
 */
export const useFocus = (counter: Counter, places: Places): void => {
  const { state, turn } = counter;
  const answer = 'check' in state ? state.check : undefined;
  const note = 'note' in state ? state.note : undefined;
  const moment =
    state.name === 'sold' ? state.done : state.name === 'confirming' ? undefined : (note ?? answer);
  const seen = useRef<{ turn: number; moment: unknown }>(undefined);
  useEffect(() => {
    const before = seen.current;
    seen.current = { turn, moment };
    if (before?.turn === turn && (moment === undefined || moment === before.moment)) return;
    const place = placeFor(counter);
    if (place) goTo(places[place]);
  }, [turn, moment, counter, places]);
};
