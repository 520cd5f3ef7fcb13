/** Troubles of one kind, each by what it is about. */
export type ToldOnce = { trouble: (about: string, reason: string) => void; over: (about: string) => void };

/** Tells the trouble of a thing once until it is over or becomes another: nobody reads the same line a thousand times. */
export const tellOnce = (tell: (about: string, reason: string) => void): ToldOnce => {
  const last = new Map<string, string>();
  return {
    trouble: (about, reason) => {
      if (last.get(about) === reason) return;
      last.set(about, reason);
      tell(about, reason);
    },
    over: (about) => void last.delete(about),
  };
};
