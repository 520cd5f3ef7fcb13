/** Products by their mark in the user agent, the more special first. */
const products: readonly [name: string, mark: RegExp][] = [
  ['Microsoft Edge', /Edg(?:e|A|iOS)?\/(\d+(?:\.\d+)?)/],
  ['Opera', /OPR\/(\d+(?:\.\d+)?)/],
  ['Firefox', /(?:Firefox|FxiOS)\/(\d+(?:\.\d+)?)/],
  ['Chrome', /(?:Chrome|Chromium|CriOS)\/(\d+(?:\.\d+)?)/],
  ['Safari', /Version\/(\d+(?:\.\d+)?).*Safari/],
  ['Internet Explorer', /Trident\/.*rv:(\d+\.\d+)/],
  ['Internet Explorer', /MSIE (\d+\.\d+)/],
];

export type Browser = { name: string; version: string };

/** Product and version as the browser says them (R005); undefined when it says neither. */
export const browserOf = (userAgent: string): Browser | undefined => {
  for (const [name, mark] of products) {
    const version = mark.exec(userAgent)?.[1];
    if (version !== undefined) return { name, version };
  }
  return undefined;
};

/** The application's screens do not start in Internet Explorer; the public pages can be read in it. */
export const isTooOld = (browser: Browser | undefined): boolean => browser?.name === 'Internet Explorer';
