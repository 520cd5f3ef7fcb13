/** Texts by key that outlive the browser's sudden end. */
export type TextStore = {
  put: (key: string, text: string) => Promise<void>;
  remove: (key: string) => Promise<void>;
  /** keys with their texts, in the order of the keys */
  all: () => Promise<[string, string][]>;
};

const name = 'evenhand';
const table = 'texts';
/** A disk that does not answer must not hold up a queue, in milliseconds. */
const patienceMs = 1_000;

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

const open = (): Promise<IDBDatabase> => {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(table);
  return settled(request);
};

const inTime = <T>(work: Promise<T>): Promise<T> =>
  Promise.race([
    work,
    new Promise<T>((_resolve, reject) => {
      setTimeout(() => reject(new Error('the store does not answer')), patienceMs);
    }),
  ]);

/** Done when it is on the disk: `strict`, since the browser otherwise writes seconds later. */
const write = async (act: (store: IDBObjectStore) => void): Promise<void> => {
  const db = await open();
  try {
    await new Promise<void>((resolve, reject) => {
      const transaction = db.transaction(table, 'readwrite', { durability: 'strict' });
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error);
      act(transaction.objectStore(table));
    });
  } finally {
    db.close();
  }
};

const readAll = async (): Promise<[string, string][]> => {
  const db = await open();
  try {
    const store = db.transaction(table).objectStore(table);
    const [keys, texts] = await Promise.all([settled(store.getAllKeys()), settled(store.getAll())]);
    return keys.map((key, index) => [String(key), String(texts[index])]);
  } finally {
    db.close();
  }
};

/**
 * The browser's database. Its plain storage (localStorage) reaches the disk up to some seconds later: a
 * browser that is killed in them would forget a sale that was sent.
 */
export const durableStore: TextStore = {
  put: (key, text) => inTime(write((store) => store.put(text, key))),
  remove: (key) => inTime(write((store) => store.delete(key))),
  all: () => inTime(readAll()),
};
