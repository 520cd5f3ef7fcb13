import { encodeBig5 } from './big5.ts';
import { type CertificatePlan, recordBirth } from './card-list.ts';
import { inField } from './nhi-record.ts';

/** A data object beside the certificates of a card. */
export type DataObject = { label: string; value: Buffer };

/**
 * The layout of 醫事人員卡, where each field is and how long. How real cards hand this record out is not
 * public (only HCA's own library does); the kit puts it beside the certificate as a PKCS#11 data object.
 */
const second = { name: 40, english: 100, sex: 1, birth: 7, number: 10, category: 1 };
const first = { name: 12, english: 30, sex: 1, birth: 7, number: 11, category: 1 };

const personRecord = (plan: CertificatePlan, layout: typeof second, number: string): Buffer =>
  Buffer.concat([
    inField(encodeBig5(plan.subject.CN ?? ''), layout.name, 0x20),
    inField(Buffer.from('TEST'), layout.english, 0x20),
    inField(Buffer.from('1AC8'.includes(number[1] ?? '') ? 'M' : 'F'), layout.sex),
    inField(Buffer.from(recordBirth(plan)), layout.birth),
    inField(Buffer.from(number), layout.number, 0x20),
    inField(Buffer.from('1'), layout.category),
  ]);

/** `[醫事機構代碼, 名稱, 卡次, 種類, 類型, 地址, 電話, 擁有者]`. */
const institutionRecord = (plan: CertificatePlan, number: string): Buffer =>
  Buffer.from(JSON.stringify([number, plan.subject.O ?? '', '01', '', '', '', '', '']));

/** The records beside a card's certificates: one on HCA's cards, none on others. */
export const recordsOf = (plan: CertificatePlan): DataObject[] => {
  if (!plan.record) return [];
  const { number } = plan.record;
  if (plan.kind === 'institution')
    return [{ label: 'HOP basic data', value: institutionRecord(plan, number) }];
  return plan.authority === 'hca-1'
    ? [{ label: 'HPC basic data 1', value: personRecord(plan, first, number) }]
    : [{ label: 'HPC basic data', value: personRecord(plan, second, number) }];
};
