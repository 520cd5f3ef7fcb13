/** Products by their mark in the user agent, the more special first. */
const products: readonly [name: string, mark: RegExp][] = [
  ['Microsoft Edge', /Edg\/(\d+(?:\.\d+)?)/],
  ['Firefox', /Firefox\/(\d+(?:\.\d+)?)/],
  ['Chrome', /Chrom(?:e|ium)\/(\d+(?:\.\d+)?)/],
  ['Safari', /Version\/(\d+(?:\.\d+)?).*Safari/],
  ['Internet Explorer', /rv:(\d+\.\d+)\) like Gecko/],
];

/** Product and version as the browser says them (R005). */
export const browserOf = (userAgent: string): { name: string; version: string } => {
  for (const [name, mark] of products) {
    const version = mark.exec(userAgent)?.[1];
    if (version !== undefined) return { name, version };
  }
  return { name: '?', version: '?' };
};
