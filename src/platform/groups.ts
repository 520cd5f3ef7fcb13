/** Classes of SQLSTATE that a value can cause: data, integrity, raised by a trigger; and deadlocks, which pass. */
const isOfOneRequest = (fault: unknown): boolean =>
  !(fault instanceof Error && 'code' in fault) || /^(22|23|40|44|P0)...$/.test(String(fault.code));

type Waiting<Q, A> = { request: Q; resolve: (answer: A) => void; reject: (fault: unknown) => void };

/**
 * Work that is cheaper together: a request that arrives while a group is in flight joins the next one, so
 * that a lone request waits for nothing and a crowd shares one commit.
 *
 * `run` answers a whole group, in order. When it throws over a value that one request brought, the group runs
 * again one by one, so that this request harms no other; `run` must therefore leave nothing behind when it
 * throws. Any other fault (a database that is gone, a lock that nobody gives up) is everybody's, at once:
 * one by one they would all wait for it in turn.
 */
export const inGroups = <Q, A>(run: (requests: Q[]) => Promise<A[]>, most: number) => {
  let waiting: Waiting<Q, A>[] = [];
  let busy = false;

  const settle = async (group: Waiting<Q, A>[]): Promise<void> => {
    try {
      const answers = await run(group.map((each) => each.request));
      if (answers.length !== group.length) throw new Error('a group was answered in part');
      group.forEach((each, index) => {
        each.resolve(answers[index] as A);
      });
    } catch (fault) {
      if (group.length === 1 || !isOfOneRequest(fault)) for (const each of group) each.reject(fault);
      else for (const each of group) await settle([each]);
    }
  };

  const drain = async (): Promise<void> => {
    busy = true;
    while (waiting.length > 0) {
      const group = waiting.slice(0, most);
      waiting = waiting.slice(most);
      await settle(group);
    }
    busy = false;
  };

  return (request: Q): Promise<A> =>
    new Promise((resolve, reject) => {
      waiting.push({ request, resolve, reject });
      if (!busy) void drain();
    });
};
