import type { Say } from '../words.tsx';

const known = ['adult_mask', 'child_mask'] as const;

/** The item's name, or its code for one that the words do not know yet. */
export const itemName = (t: Say, item: string): string => {
  const found = known.find((each) => each === item);
  return found ? t(`item.${found}`) : item;
};

/** The name of the field for what arrived of an item. */
export const arrivalName = (t: Say, item: string): string => {
  const found = known.find((each) => each === item);
  return found ? t(`stock.quantity.${found}`) : item;
};

/** 成人口罩200片、兒童口罩50片 */
export const linesOf = (t: Say, quantities: Record<string, number>): string =>
  Object.entries(quantities)
    .map(([item, n]) => t('common.amount', { item, n }))
    .join(t('common.list_comma'));
