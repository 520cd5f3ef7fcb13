import { type County, counties } from './counties.ts';
import { pairName, streetAddress, tripleName } from './fictional-names.ts';
import type { Site } from './queries.ts';
import { createRandom, type Random } from './random.ts';
import { shortNameOf } from './read-sites.ts';
import { makeSiteCode } from './site-code.ts';
import type { Township } from './townships.ts';

type SellerKind = 'pharmacy' | 'health_centre' | 'health_service_centre';

/** What 6,500 sellers are made of; on 2020-03-03 they were 6,248, 326 and 12 of 6,588 (facts §2.2). */
const centresOf6500 = { health_centre: 326, health_service_centre: 12 };

/**
 * Added to a township's digits: real ones end at 38, so a made-up code is nobody's, and a real list that is
 * imported later meets none of them.
 */
const unusedTownships = 60;

/** More would need serials that do not exist. */
export const mostSites = 12_000;

/** 臺北市 has 健康服務中心 where the other counties have 衛生所, and is the only one that has. */
const hasKind = (county: County, kind: SellerKind): boolean =>
  kind === 'pharmacy' || (kind === 'health_service_centre') === (county.name === '臺北市');

/** Shares `total` out over the counties that have the kind, by population, by largest remainder. */
const shareOut = (total: number, kind: SellerKind): { county: County; count: number }[] => {
  const taking = counties.filter((county) => hasKind(county, kind));
  const people = taking.reduce((sum, county) => sum + county.population_thousands, 0);
  const shares = taking.map((county) => {
    const exact = (total * county.population_thousands) / people;
    return { county, count: Math.floor(exact), remainder: exact % 1 };
  });
  let left = total - shares.reduce((sum, share) => sum + share.count, 0);
  for (const share of shares.toSorted((a, b) => b.remainder - a.remainder)) {
    if (left <= 0) break;
    share.count += 1;
    left -= 1;
  }
  return shares;
};

/** Metres hardly matter here: a degree of latitude has 111.19 km, one of longitude less by the cosine. */
const placeIn = (township: Township, random: Random): { longitude: number; latitude: number } => {
  const distance = (township.radius_km * Math.sqrt(random())) / 111.19;
  const angle = random() * 2 * Math.PI;
  const narrowing = Math.cos((township.latitude * Math.PI) / 180);
  return {
    longitude: Number((township.longitude + (distance * Math.sin(angle)) / narrowing).toFixed(6)),
    latitude: Number((township.latitude + distance * Math.cos(angle)).toFixed(6)),
  };
};

/** Real lengths by area code, but beginning with 0: no Taiwanese subscriber number does, nobody is rung up. */
const phoneOf = ({ area_code }: County, index: number): string => {
  const digits = ['02', '04'].includes(area_code) ? 8 : /^0(37|8[239])$/.test(area_code) ? 6 : 7;
  return `(${area_code})${String(index + 1).padStart(digits, '0')}`;
};

const namesOf = (
  kind: SellerKind,
  index: number,
  seed: number,
  place: string,
): Pick<Site, 'full_name' | 'short_name'> => {
  if (kind === 'pharmacy') {
    const full_name = `${tripleName(index, seed)}藥局`;
    return { full_name, short_name: shortNameOf(full_name) };
  }
  const own = `${pairName(index, seed)}${kind === 'health_centre' ? '衛生所' : '健康服務中心'}`;
  return { full_name: `${place}${own}`, short_name: shortNameOf(own) };
};

/**
 * A fictional country of `total` sellers, the same for the same seed: kinds as in 2020, over the counties by
 * population, over their townships in turn; codes with right check digits, distinct names, coordinates inside
 * the township. The codes depend on `total` alone. Throws a RangeError above `mostSites`.
 */
export const generateNation = (total: number, seed: number): Site[] => {
  if (!Number.isInteger(total) || total < 0 || total > mostSites)
    throw new RangeError(`a nation has 0 to ${mostSites} sites, not ${total}`);
  const random = createRandom(seed);
  const sites: Site[] = [];
  const add = (kind: SellerKind, count: number): void => {
    let ofKind = 0;
    for (const share of shareOut(count, kind))
      for (let nth = 0; nth < share.count; nth++)
        sites.push(
          siteOf({ kind, county: share.county, nth, ofKind: ofKind++, index: sites.length, seed }, random),
        );
  };
  const centres = Math.round((total * centresOf6500.health_centre) / 6_500);
  const serviceCentres = Math.round((total * centresOf6500.health_service_centre) / 6_500);
  add('pharmacy', total - centres - serviceCentres);
  add('health_centre', centres);
  add('health_service_centre', serviceCentres);
  return sites;
};

type Place = {
  kind: SellerKind;
  county: County;
  /** within county and kind */
  nth: number;
  /** within the kind, in the country */
  ofKind: number;
  index: number;
  seed: number;
};

const siteOf = ({ kind, county, nth, ofKind, index, seed }: Place, random: Random): Site => {
  const township = county.townships[nth % county.townships.length];
  if (!township) throw new Error(`${county.name} has no townships`);
  const serial = 1 + Math.floor(nth / county.townships.length);
  const digits = String(Number(township.code) + unusedTownships);
  const place = `${county.name}${township.name}`;
  return {
    code: makeSiteCode({ kind, county: county.name, township: digits, serial }),
    ...namesOf(kind, ofKind, seed, place),
    kind,
    county: county.name,
    township: township.name,
    address: `${place}${streetAddress(random)}`,
    phone: phoneOf(county, index),
    ...placeIn(township, random),
    is_test: false,
    allotted: true,
    check_digit_ok: true,
  };
};
