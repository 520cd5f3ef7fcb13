/** What the work gives, or undefined when it throws: for reading bytes that a stranger sent. */
export const attempt = <T>(work: () => T): T | undefined => {
  try {
    return work();
  } catch {
    return undefined;
  }
};
