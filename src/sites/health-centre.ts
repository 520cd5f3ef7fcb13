import type { Site } from './queries.ts';
import { makeSiteCode } from './site-code.ts';

const [county, township] = ['新北市', '淡水區'] as const;

/**
 * A fictional 衛生所 of the demo, whose representative logs in by 政府單位憑證卡. Its township digits are none
 * of the real ones, and its serial is higher than those of a made-up country.
 */
export const demoHealthCentre: Site = {
  code: makeSiteCode({ kind: 'health_centre', county, township: '70', serial: 99 }),
  full_name: '新北市淡水區虛擬衛生所',
  short_name: '虛擬衛生所',
  kind: 'health_centre',
  county,
  township,
  address: `${county}${township}`,
  phone: '',
  longitude: 121.441,
  latitude: 25.171,
  is_test: false,
  allotted: true,
  check_digit_ok: true,
};
