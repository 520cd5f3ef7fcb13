import type { AgentFault, Ask, CertificateCard } from './protocol.ts';

/** Every sentence of the agent, in both languages. */
export type Language = 'zh-TW' | 'en';
export type Sentence = Readonly<Record<Language, string>>;

const say = (zh: string, en: string): Sentence => ({ 'zh-TW': zh, en });

const faults: Readonly<Record<AgentFault, Sentence>> = {
  no_service: say(
    '電腦的讀卡服務沒有啟動，請啟動智慧卡服務(Windows：Smart Card；Linux：pcscd)或所設定的讀卡程式後再試一次。',
    'The card service of this computer is not running. Start the smart card service (Windows: Smart Card; Linux: pcscd) or the reading program that was set up, and try again.',
  ),
  no_reader: say(
    '找不到讀卡機，請檢查讀卡機是否已接上電腦。',
    'No card reader was found. Check that the reader is connected to this computer.',
  ),
  no_card: say('讀卡機內沒有卡片，請插入卡片。', 'There is no card in the reader. Insert the card.'),
  unknown_card: say(
    '無法辨識這張卡片，請確認插入的是健保卡，且晶片面朝向正確。',
    'This card is not known. Check that it is an NHI card and that its chip points the right way.',
  ),
  card_removed: say(
    '讀取時卡片被取出，請重新插卡，讀取完成前勿取出。',
    'The card was taken out while it was read. Insert it again and leave it until it is done.',
  ),
  reader_busy: say(
    '讀卡機正由其他程式使用，請稍候或關閉該程式後再試一次。',
    'Another program is using the reader. Wait, or close that program, and try again.',
  ),
  read_failed: say(
    '無法讀取卡片，請重新插卡後再試一次。',
    'The card could not be read. Insert it again and try once more.',
  ),
  wrong_reader: say(
    '此卡片不適用所選讀卡機，請改用晶片讀卡機。',
    'This card does not work in the chosen reader. Use a chip card reader.',
  ),
  wrong_slot: say(
    '請將「醫事機構憑證卡」插入健保讀卡機之「醫事卡」的插槽後登入即可',
    'Put the institution card into the slot for medical cards of the NHI card reader, then log in.',
  ),
  several_cards: say(
    '有多張卡片可用，請只留下要使用的一張。',
    'Several cards fit. Leave only the one that you want to use.',
  ),
  no_module: say(
    '找不到卡片的驅動元件，請安裝發卡機關提供的元件，並檢查憑證元件的設定。',
    'The driver component of the card was not found. Install that of the card issuer and check the settings of the card component.',
  ),
  no_signing: say(
    '這台電腦的憑證元件不能使用憑證卡：安裝時未能建置所需的程式，請洽資訊人員安裝C++編譯器與Python後重新安裝憑證元件。健保卡可照常讀取。',
    'The card component of this computer cannot use cards with certificates: a program that it needs could not be built when it was installed. Ask whoever keeps this computer to install a C++ compiler and Python and to install the component again. NHI cards can be read as usual.',
  ),
  no_certificate: say(
    '卡片內沒有所選卡別的簽章憑證，請檢查卡片與所選的登入方式。',
    'The card holds no signing certificate of the chosen kind. Check the card and the chosen way to log in.',
  ),
  pin_wrong: say('PIN碼錯誤，請重新輸入。', 'Wrong PIN. Enter it again.'),
  pin_locked: say('PIN碼已鎖定，請洽發卡機關。', 'The PIN is locked. Contact the issuer of the card.'),
  cancelled: say(
    '已取消，未完成。如要繼續，請再試一次。',
    'Cancelled: nothing was done. To go on, try again.',
  ),
  no_sam: say(
    '讀卡機沒有SAM卡，請檢查憑證元件的設定。',
    'The reader has no SAM card. Check the settings of the card component.',
  ),
  agent_busy: say(
    '憑證元件正在處理另一個要求，請稍候再試一次。',
    'The card component is busy with another request. Wait a moment and try again.',
  ),
  time_out: say(
    '已逾時，請再試一次；卡片沒有回應時，請重新插卡。',
    'It took too long. Try again; if the card does not answer, insert it again.',
  ),
  bad_request: say(
    '憑證元件不接受這項要求，請重新整理網頁後再試一次。',
    'The card component does not accept this request. Reload the page and try again.',
  ),
  origin_refused: say(
    '憑證元件未允許這個網站使用。若這是您要使用的網站，請以該網址重新啟動憑證元件。',
    'The card component does not allow this site. If it is the site you mean to use, start the component again with its address.',
  ),
};

const atCounter = say(
  '無法讀取健保卡，請重新插卡，或改選「02-健保卡(卡片異常請輸入ID)」。',
  'The NHI card could not be read. Insert it again, or choose "02 NHI card (card faulty, type the ID)".',
);
const staffSlot = say(
  '請將「醫事人員卡」插入健保讀卡機之「醫事卡」的插槽後登入即可。',
  'Put the medical staff card into the slot for medical cards of the NHI card reader, then log in.',
);
const nhiReaderOnly = say(
  '以健保卡登入須使用健保讀卡機，請將健保卡插入健保讀卡機。',
  'Logging in with an NHI card needs an NHI card reader. Insert the card there.',
);

const triesLeft = (count: number): Sentence =>
  say(
    `PIN碼錯誤，尚可再試${count}次。`,
    `Wrong PIN. ${count === 1 ? 'One try is' : `${count} tries are`} left.`,
  );

/** Every sentence about what is in the way, by name: the manual has them all (docs/manual/problems.md). */
export const agentSentences: Readonly<Record<string, Sentence>> = {
  ...faults,
  pin_wrong_tries: triesLeft(2),
  read_failed_counter: atCounter,
  wrong_slot_staff: staffSlot,
  wrong_reader_nhi: nhiReaderOnly,
};

/** What somebody was about to do, as far as the sentence depends on it. */
export type Asked = { ask: Ask['ask']; card?: CertificateCard };

/** What to tell the person at the counter: what is wrong and what to do. */
export const sentenceOf = (
  { code, tries_left }: { code: AgentFault; tries_left?: number },
  { ask, card }: Asked,
  language: Language,
): string => {
  if (code === 'pin_wrong' && tries_left !== undefined) return triesLeft(tries_left)[language];
  if (code === 'read_failed' && ask === 'citizen') return atCounter[language];
  if (code === 'wrong_reader' && ask === 'nhi_log_in') return nhiReaderOnly[language];
  if (code === 'wrong_slot' && card === 'staff') return staffSlot[language];
  return faults[code][language];
};

/** What stands in the agent's own window. */
export const windowWords = {
  title: say('憑證元件', 'Card component'),
  waiting: say('等候網站的要求。', 'Waiting for the site.'),
  working: say('處理中，請勿取出卡片。', 'Working. Leave the card in the reader.'),
  cancelled: faults.cancelled,
  done: say('完成，可以關閉這個視窗。', 'Done. This window may be closed.'),
  ask_pin: say('請輸入PIN碼', 'Enter your PIN'),
  who: say('要求的網站', 'Site that asks'),
  card: say('卡別', 'Card'),
  certificate: say('憑證', 'Certificate'),
  pin: say('PIN碼', 'PIN'),
  pin_note: say(
    'PIN碼只在這個視窗輸入，不會傳給網站。',
    'The PIN stays in this window. The site never gets it.',
  ),
  confirm: say('確定 Enter', 'Confirm Enter'),
  cancel: say('取消 Esc', 'Cancel Esc'),
  readers: say('讀卡機', 'Readers'),
  no_readers: say('沒有讀卡機。', 'There is no reader.'),
  state_empty: say('○ 未插卡', '○ no card'),
  state_card: say('● 已插卡', '● card inside'),
  state_busy: say('… 使用中', '… in use'),
  state_gone: say('✕ 未連接', '✕ not connected'),
  kind_nhi: say('健保讀卡機', 'NHI card reader'),
  kind_chip: say('晶片讀卡機', 'chip card reader'),
  reads: say('讀取', 'reads'),
  retries: say('重試', 'retries'),
  failures: say('失敗', 'failures'),
  staff: say('醫事人員卡', 'Medical staff card'),
  citizen: say('自然人憑證卡', 'Citizen certificate card'),
  institution: say('醫事機構卡', 'Medical institution card'),
  government: say('政府單位憑證卡', 'Government unit card'),
  lost: say(
    '憑證元件沒有回應，請關閉這個視窗後再試一次。',
    'The card component does not answer. Close this window and try again.',
  ),
} as const satisfies Record<string, Sentence>;
