import type { KeyboardEvent } from 'react';

/** Enter in a field goes on; Enter that ends the composition of a word does not. */
export const onEnter =
  (go: () => void) =>
  (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    go();
  };
