/**
 * Drafts of this computer: what somebody has typed and not published yet, by piece of content. Nothing in
 * them is personal; a shared computer shows them to the next editor, with their time.
 */
const keyOf = (kind: string, id: string): string => `evenhand.draft.${kind}.${id}`;

export type Draft<T> = { id: string; at: string; fields: T };

const isDraft = (value: unknown): value is Draft<Record<string, unknown>> =>
  typeof value === 'object' &&
  value !== null &&
  'id' in value &&
  typeof value.id === 'string' &&
  'at' in value &&
  typeof value.at === 'string' &&
  'fields' in value &&
  typeof value.fields === 'object' &&
  value.fields !== null;

/** `slot` is the id of what is edited, or `new`. Fields that the form has no longer are left out. */
export const readDraft = <T extends Record<string, unknown>>(
  kind: string,
  slot: string,
  empty: T,
): Draft<T> | undefined => {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(kind, slot)) ?? 'null');
    if (!isDraft(kept)) return undefined;
    const known = Object.entries(kept.fields).filter(
      ([name, value]) => name in empty && typeof value === typeof empty[name],
    );
    return { id: kept.id, at: kept.at, fields: { ...empty, ...Object.fromEntries(known) } };
  } catch {
    return undefined;
  }
};

/** False when this browser keeps nothing: the text stays on screen alone. */
export const keepDraft = <T>(kind: string, slot: string, draft: Draft<T>): boolean => {
  try {
    localStorage.setItem(keyOf(kind, slot), JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
};

export const dropDraft = (kind: string, slot: string): void => localStorage.removeItem(keyOf(kind, slot));
