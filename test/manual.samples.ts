/** An example for each parameter of a sentence, as docs/manual/problems.md shows the sentence. */
const samples: Record<string, string | number> = {
  seconds: 30,
  document: '04',
  opens: '08:00',
  closes: '20:00',
  today: '2020-02-04',
  window_days: 7,
  next_date: '2020-02-11',
  last_digit: 9,
  number_parity: 'odd',
  today_parity: 'even',
  adult_age: 13,
  born_to_roc: 96,
  limit: 2,
  item: 'adult_mask',
  on_sale: 1,
  on_hand: 1,
  receipt_no: 2,
  from: '2020-02-04',
  to: '2020-02-11',
  field: 'number',
  request_id: '0f8fad5b-d9cb-469f-a165-70867728950e',
  mb: 5,
  least: 10,
  most: 128,
  rows: 1000,
  hq: 1,
  institutions: 3,
  service: '醫療費用申報',
  name: '測試使用者',
  columns: '帳號或證號',
  reader: 'chip',
  lines: '成人口罩2片、兒童口罩0片',
};

/** What the common examples would make wrong. */
const others: Record<string, Record<string, string | number>> = {
  not_todays_number: { next_date: '2020-02-05' },
  already_bought_in_cycle: { next_date: '2020-02-18' },
};

export const samplesOf = (code: string): Record<string, string | number> => ({ ...samples, ...others[code] });
