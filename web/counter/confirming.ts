/** A dialog that has just opened takes no answer: the key that opened it may bounce. */
export const settlesAfterMs = 300;

/** A press that counts as 確定. Keys held down are kept away before they get here (`useKeys`). */
export const counts = (openForMs: number): boolean => openForMs >= settlesAfterMs;
