import type { ComponentProps } from 'react';

/** What opens below its `summary`, by Enter or a click, and closes by Esc or when one goes elsewhere. */
export const Disclosure = (props: Omit<ComponentProps<'details'>, 'onKeyDown' | 'onBlur'>) => (
  <details
    {...props}
    onKeyDown={(event) => {
      if (event.key !== 'Escape') return;
      event.currentTarget.open = false;
      event.currentTarget.querySelector('summary')?.focus();
    }}
    onBlur={(event) => {
      if (!event.currentTarget.contains(event.relatedTarget)) event.currentTarget.open = false;
    }}
  />
);
