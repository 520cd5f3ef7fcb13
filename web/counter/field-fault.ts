import type { State } from './machine.ts';
import type { FieldName } from './note.ts';

/** Marks a field that the verdict speaks of, and points to the verdict for why. */
export const faultOfField = (state: State, field: FieldName, verdictId: string) => {
  const note = 'note' in state ? state.note : undefined;
  return note?.field === field ? { error: true, 'aria-describedby': verdictId } : {};
};
