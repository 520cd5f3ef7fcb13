import { pick, type Random, shuffled } from './random.ts';

type Characters = readonly [string, ...string[]];
const charactersOf = (text: string): Characters => {
  const [first = '', ...rest] = text;
  return [first, ...rest];
};

/** Common characters, all in Big5 (R127): a landscape word, a place word, a time word. */
const landscape = charactersOf(
  '青雲松竹梅蘭荷楓柳桐禾穗稻麥湖溪泉澗嶺峰晨曦霞虹霜露雪月星海川石玉琴書墨帆舟橋燈',
);
const place = charactersOf(
  '苗葉枝原野谷岸汀洲渡浦灣塘圃園徑村莊坊閣樓亭軒坡崗丘鄉林森畔嶼渚濤瀾籬窗階簷池井',
);
const time = charactersOf('春夏秋冬朝暮晴雨風光影聲');

const pairs = landscape.length * place.length;

/** How many different names there are of three characters; with a pair of characters there are 1,600. */
const tripleNames = pairs * time.length;

const pairAt = (at: number): string =>
  `${landscape[at % landscape.length]}${place[Math.floor(at / landscape.length) % place.length]}`;

/** A made-up name of two characters; names of different numbers below 1,600 differ. */
export const pairName = (index: number, seed: number): string => pairAt(shuffled(index, pairs, 601, seed));

/** A made-up name of three characters; names of different numbers below `tripleNames` differ. */
export const tripleName = (index: number, seed: number): string => {
  const at = shuffled(index, tripleNames, 7_919, seed);
  return `${pairAt(at)}${time[Math.floor(at / pairs) % time.length]}`;
};

/** A made-up street and number: `青原路12號`. */
export const streetAddress = (random: Random): string =>
  `${pick(random, landscape)}${pick(random, place)}${pick(random, ['路', '街'])}${1 + Math.floor(random() * 300)}號`;
