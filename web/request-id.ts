/**
 * A UUIDv7 (RFC 9562): 48 bits of time, then random bits. `crypto.randomUUID` would be v4 and is missing
 * on plain http; `now` is epoch milliseconds, `random` 16 random bytes.
 */
export const requestIdFrom = (now: number, random: Uint8Array): string => {
  const bytes = Uint8Array.from(random.subarray(0, 16));
  for (let index = 0; index < 6; index++) bytes[index] = Math.floor(now / 2 ** (8 * (5 - index))) % 256;
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
};

export const newRequestId = (): string =>
  requestIdFrom(Date.now(), crypto.getRandomValues(new Uint8Array(16)));
