import { crc32, deflateSync, inflateSync } from 'node:zlib';

/**
 * The same picture with at most 256 colours, a third of the size: a screen has few colours, and those that
 * only smooth an edge may give way to their neighbours. Takes what Chromium writes: 8 bits a channel, RGB or
 * RGBA, not interlaced.
 */
export const shrinkPng = (png: Buffer): Buffer => {
  const width = png.readUInt32BE(16);
  const height = png.readUInt32BE(20);
  const [depth, kind, interlaced] = [png[24], png[25], png[28]];
  if (depth !== 8 || (kind !== 2 && kind !== 6) || interlaced !== 0)
    throw new Error('The browser wrote a kind of PNG that scripts/manual/small-png.ts does not read.');
  const colours = coloursOf(png, width, height, kind === 6 ? 4 : 3);
  const { palette, indexOf } = choosePalette(colours);
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      rows[y * (width + 1) + 1 + x] = indexOf.get(colours[y * width + x] ?? 0) ?? 0;
  const header = Buffer.from(png.subarray(16, 29));
  header[9] = 3;
  return Buffer.concat([
    png.subarray(0, 8),
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flatMap((each) => [each >> 16, (each >> 8) & 255, each & 255]))),
    chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
};

/** Pixels that may differ unnoticed: the browser smooths a corner now this way, now that. */
const unnoticed = 40;

/** Whether two pictures that `shrinkPng` made are the same but for a few pixels. */
export const lookAlike = (a: Buffer, b: Buffer): boolean => {
  if (!a.subarray(16, 24).equals(b.subarray(16, 24))) return false;
  const [left, right] = [pixelsOf(a), pixelsOf(b)];
  let others = 0;
  for (const [index, colour] of left.entries()) if (colour !== right[index]) others += 1;
  return others <= unnoticed;
};

/** Every pixel of a picture with a palette, as 0xRRGGBB. */
const pixelsOf = (png: Buffer): Uint32Array => {
  const width = png.readUInt32BE(16);
  const palette = Buffer.concat(chunksOf(png, 'PLTE'));
  const rows = inflateSync(Buffer.concat(chunksOf(png, 'IDAT')));
  return Uint32Array.from({ length: width * png.readUInt32BE(20) }, (_, index) => {
    const at = Math.floor(index / width) * (width + 1) + 1 + (index % width);
    return palette.readUIntBE((rows[at] ?? 0) * 3, 3);
  });
};

const chunksOf = (png: Buffer, name: string): Buffer[] => {
  const found: Buffer[] = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at))
    if (png.toString('latin1', at + 4, at + 8) === name)
      found.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  return found;
};

const chunk = (name: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
};

/** Every pixel as 0xRRGGBB; pages have no transparency. */
const coloursOf = (png: Buffer, width: number, height: number, channels: number): Uint32Array => {
  const rows = inflateSync(Buffer.concat(chunksOf(png, 'IDAT')));
  const bytes = unfilter(rows, width * channels, height, channels);
  return Uint32Array.from({ length: width * height }, (_, index) => bytes.readUIntBE(index * channels, 3));
};

/** Undoes the prediction of each row from the pixel to the left, the row above, and the one between. */
const unfilter = (rows: Buffer, stride: number, height: number, channels: number): Buffer => {
  const bytes = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y++) {
    const filter = rows[y * (stride + 1)];
    for (let x = 0; x < stride; x++) {
      const at = y * stride + x;
      const left = x >= channels ? (bytes[at - channels] ?? 0) : 0;
      const above = y > 0 ? (bytes[at - stride] ?? 0) : 0;
      const corner = x >= channels && y > 0 ? (bytes[at - stride - channels] ?? 0) : 0;
      bytes[at] = (rows[y * (stride + 1) + 1 + x] ?? 0) + predict(filter, left, above, corner);
    }
  }
  return bytes;
};

const predict = (filter: number | undefined, left: number, above: number, corner: number): number => {
  if (filter === 1) return left;
  if (filter === 2) return above;
  if (filter === 3) return (left + above) >> 1;
  if (filter !== 4) return 0;
  const [a, b, c] = [Math.abs(above - corner), Math.abs(left - corner), Math.abs(left + above - 2 * corner)];
  return a <= b && a <= c ? left : b <= c ? above : corner;
};

/**
 * At most 256 colours, and which of them stands for each that occurs. The more frequent go first, and one
 * that is near enough to a chosen one is not chosen itself, so that a rare red keeps its place beside a
 * hundred greys.
 */
const choosePalette = (colours: Uint32Array): { palette: number[]; indexOf: Map<number, number> } => {
  const counts = new Map<number, number>();
  for (const each of colours) counts.set(each, (counts.get(each) ?? 0) + 1);
  const byCount = [...counts].sort(([a, m], [b, n]) => n - m || a - b).map(([each]) => each);
  for (let nearEnough = 0; ; nearEnough += 12) {
    const palette: number[] = [];
    for (const each of byCount) {
      if (palette.length > 256) break;
      if (!palette.some((other) => distance(each, other) <= nearEnough)) palette.push(each);
    }
    if (palette.length <= 256)
      return { palette, indexOf: new Map(byCount.map((each) => [each, nearest(palette, each)])) };
  }
};

/** The square of how far two colours are apart. */
const distance = (a: number, b: number): number =>
  ((a >> 16) - (b >> 16)) ** 2 + (((a >> 8) & 255) - ((b >> 8) & 255)) ** 2 + ((a & 255) - (b & 255)) ** 2;

const nearest = (palette: readonly number[], colour: number): number => {
  let best = 0;
  for (const [index, each] of palette.entries())
    if (distance(each, colour) < distance(palette[best] ?? 0, colour)) best = index;
  return best;
};
