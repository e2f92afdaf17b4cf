const KEY = 'timbao.shortcuts';

/** Whether single letters may be shortcuts: whoever speaks to a computer, or hits keys by chance, can switch them off. */
export const areShortcutsOn = (): boolean => {
  try {
    return localStorage.getItem(KEY) !== 'off';
  } catch {
    // Storage may be switched off: then it cannot be told otherwise.
    return true;
  }
};

/** Remembers it in this browser. */
export const setShortcuts = (isOn: boolean): void => {
  try {
    if (isOn) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, 'off');
  } catch {
    // As above.
  }
};
