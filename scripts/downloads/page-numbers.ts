/**
 * On which page each heading came to stand, read from the PDF that Chromium wrote: its list of named
 * destinations says `/h-3 [9 0 R /XYZ …]`, and its pages stand in the file in their order.
 */
export const readPageNumbers = (pdf: Uint8Array): Map<string, number> => {
  const text = Buffer.from(pdf).toString('latin1');
  const pages = [...text.matchAll(/^(\d+) 0 obj\s*<<\/Type \/Page\b/gm)].map(([, object]) => object);
  const numbers = new Map<string, number>();
  for (const [, id = '', object] of text.matchAll(/\/(h-\d+) \[(\d+) 0 R \/XYZ/g)) {
    const page = pages.indexOf(object) + 1;
    if (page === 0) throw new Error(`the PDF names no page for ${id}`);
    numbers.set(id, page);
  }
  return numbers;
};
