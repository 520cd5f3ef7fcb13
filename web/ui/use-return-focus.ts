import { useEffect, useRef } from 'react';

/** When the dialog that uses this goes, focus returns to what opened it, or to the page where that is gone. */
export const useReturnFocus = (): void => {
  const opener = useRef(document.activeElement);
  useEffect(() => {
    const { current } = opener;
    return () => {
      // After the act the row, and its button, may have gone from the list.
      setTimeout(() => {
        if (document.activeElement !== document.body && document.activeElement !== null) return;
        const target =
          current?.isConnected && current !== document.body ? current : document.getElementById('content');
        if (target instanceof HTMLElement) target.focus();
      });
    };
  }, []);
};
