/** Reads the card in the named reader once, as a program of a counter PC would: a process of its own. */
import { CardDisposition, CardMode, Client, type Reader, ReaderStatus } from 'pcsc-mini';

const [, , name, select] = process.argv;
const words: string[] = [];

const readIn = async (reader: Reader): Promise<void> => {
  const card = await reader.connect(CardMode.SHARED);
  const send = async (hex: string): Promise<void> => {
    const answer = await card.transmit(Buffer.from(hex, 'hex')).catch((error: unknown) => {
      const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
      return code;
    });
    words.push(typeof answer === 'string' ? answer : Buffer.from(answer).toString('hex'));
  };
  if (select) await send('00A4040010D158000001000000000000000000001100');
  await send('00CA1100020000');
  await card.disconnect(CardDisposition.LEAVE).catch(() => undefined);
};

const client = new Client();
client.on('reader', (reader) => {
  if (reader.name() !== name) return;
  let begun = false;
  reader.on('change', (status) => {
    if (begun || !status.has(ReaderStatus.PRESENT) || status.has(ReaderStatus.MUTE)) return;
    begun = true;
    void readIn(reader).then(() => {
      process.stdout.write(JSON.stringify({ words }), () => process.exit(0));
    });
  });
});
client.start();
